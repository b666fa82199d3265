<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Avatar Studio</source>
        <translation>Über Avatar Studio</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Everything happens on this machine: no account, nothing is counted, nothing is sent.</source>
        <translation>Alles geschieht auf diesem Rechner: kein Konto, nichts wird gezählt, nichts wird verschickt.</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ActionSet</name>
    <message>
        <source>About Avatar Studio</source>
        <translation>Über Avatar Studio</translation>
    </message>
    <message>
        <source>Add expressions…</source>
        <translation>Ausdrücke hinzufügen …</translation>
    </message>
    <message>
        <source>Add layer</source>
        <translation>Ebene hinzufügen</translation>
    </message>
    <message>
        <source>Add pictures…</source>
        <translation>Bilder hinzufügen …</translation>
    </message>
    <message>
        <source>Add references to this character…</source>
        <translation>Dieser Figur Vorlagen hinzufügen …</translation>
    </message>
    <message>
        <source>Add this expression to the set</source>
        <translation>Diesen Ausdruck in den Satz aufnehmen</translation>
    </message>
    <message>
        <source>Animate</source>
        <translation>Animieren</translation>
    </message>
    <message>
        <source>Back to the reference</source>
        <translation>Zurück zur Vorlage</translation>
    </message>
    <message>
        <source>Cancel all jobs</source>
        <translation>Alle Aufträge abbrechen</translation>
    </message>
    <message>
        <source>Cancel the running job</source>
        <translation>Laufenden Auftrag abbrechen</translation>
    </message>
    <message>
        <source>Cast</source>
        <translation>Besetzung</translation>
    </message>
    <message>
        <source>Close project</source>
        <translation>Projekt schließen</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Copy expression</source>
        <translation>Ausdruck kopieren</translation>
    </message>
    <message>
        <source>Correct the cut-out</source>
        <translation>Freistellung korrigieren</translation>
    </message>
    <message>
        <source>Correct the landmarks</source>
        <translation>Gesichtspunkte korrigieren</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Draw the selected cells again</source>
        <translation>Gewählte Felder neu zeichnen</translation>
    </message>
    <message>
        <source>Draw variants</source>
        <translation>Varianten zeichnen</translation>
    </message>
    <message>
        <source>Draw what is missing or stale</source>
        <translation>Fehlendes und Veraltetes zeichnen</translation>
    </message>
    <message>
        <source>Duplicate character</source>
        <translation>Figur verdoppeln</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Express</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Fit the picture</source>
        <translation>Bild einpassen</translation>
    </message>
    <message>
        <source>Flicker with the picture</source>
        <translation>Im Wechsel mit dem Bild</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Hold to see the reference</source>
        <translation>Halten, um die Vorlage zu sehen</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Link left and right</source>
        <translation>Links und rechts koppeln</translation>
    </message>
    <message>
        <source>Look at the picture again</source>
        <translation>Bild neu ansehen</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>Mirror left and right</source>
        <translation>Links und rechts spiegeln</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Modelle …</translation>
    </message>
    <message>
        <source>New from picture…</source>
        <translation>Neu aus Bild …</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>Next backdrop</source>
        <translation>Nächster Hintergrund</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>Nächster Teil des Fensters</translation>
    </message>
    <message>
        <source>Only the picture</source>
        <translation>Nur das Bild</translation>
    </message>
    <message>
        <source>Open the export folder</source>
        <translation>Exportordner öffnen</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>Beispiel öffnen</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Paste picture or expression</source>
        <translation>Bild oder Ausdruck einfügen</translation>
    </message>
    <message>
        <source>Pause jobs</source>
        <translation>Aufträge anhalten</translation>
    </message>
    <message>
        <source>Place eyes, mouth and chin</source>
        <translation>Augen, Mund und Kinn setzen</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Plugins…</source>
        <translation>Erweiterungen …</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Remove character</source>
        <translation>Figur entfernen</translation>
    </message>
    <message>
        <source>Remove the expression from the set</source>
        <translation>Ausdruck aus dem Satz nehmen</translation>
    </message>
    <message>
        <source>Rename character</source>
        <translation>Figur umbenennen</translation>
    </message>
    <message>
        <source>Reopen closed project</source>
        <translation>Geschlossenes Projekt wieder öffnen</translation>
    </message>
    <message>
        <source>Repeat last export</source>
        <translation>Letzten Export wiederholen</translation>
    </message>
    <message>
        <source>Reset control</source>
        <translation>Regler zurücksetzen</translation>
    </message>
    <message>
        <source>Reset region</source>
        <translation>Bereich zurücksetzen</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>Result only</source>
        <translation>Nur das Ergebnis</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save a contact sheet…</source>
        <translation>Kontaktbogen speichern …</translation>
    </message>
    <message>
        <source>Save as next version</source>
        <translation>Als nächste Version speichern</translation>
    </message>
    <message>
        <source>Save as preset…</source>
        <translation>Als Vorgabe speichern …</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Show faces</source>
        <translation>Gesichter zeigen</translation>
    </message>
    <message>
        <source>Show history</source>
        <translation>Verlauf zeigen</translation>
    </message>
    <message>
        <source>Show jobs</source>
        <translation>Aufträge zeigen</translation>
    </message>
    <message>
        <source>Show landmarks</source>
        <translation>Gesichtspunkte zeigen</translation>
    </message>
    <message>
        <source>Show the cast</source>
        <translation>Besetzung zeigen</translation>
    </message>
    <message>
        <source>Show the crop</source>
        <translation>Ausschnitt zeigen</translation>
    </message>
    <message>
        <source>Show the cut-out&apos;s mask</source>
        <translation>Maske der Freistellung zeigen</translation>
    </message>
    <message>
        <source>Show the inspector</source>
        <translation>Inspektor zeigen</translation>
    </message>
    <message>
        <source>Show timeline, jobs and history</source>
        <translation>Zeitleiste, Aufträge und Verlauf zeigen</translation>
    </message>
    <message>
        <source>Split with the picture</source>
        <translation>Geteilt mit dem Bild</translation>
    </message>
    <message>
        <source>Star this variant</source>
        <translation>Diese Variante auszeichnen</translation>
    </message>
    <message>
        <source>Switch between dark and light</source>
        <translation>Zwischen dunkel und hell wechseln</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Zum Ende</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>Zum Anfang</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Rundgang</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Wear favourite 1</source>
        <translation>Favorit 1 tragen</translation>
    </message>
    <message>
        <source>Wear favourite 2</source>
        <translation>Favorit 2 tragen</translation>
    </message>
    <message>
        <source>Wear favourite 3</source>
        <translation>Favorit 3 tragen</translation>
    </message>
    <message>
        <source>Wear favourite 4</source>
        <translation>Favorit 4 tragen</translation>
    </message>
    <message>
        <source>Wear favourite 5</source>
        <translation>Favorit 5 tragen</translation>
    </message>
    <message>
        <source>Wear favourite 6</source>
        <translation>Favorit 6 tragen</translation>
    </message>
    <message>
        <source>Wear favourite 7</source>
        <translation>Favorit 7 tragen</translation>
    </message>
    <message>
        <source>Wear favourite 8</source>
        <translation>Favorit 8 tragen</translation>
    </message>
    <message>
        <source>Wear favourite 9</source>
        <translation>Favorit 9 tragen</translation>
    </message>
    <message>
        <source>What works on this machine</source>
        <translation>Was auf diesem Rechner geht</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation>Auf 100 % zoomen</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>So this is where the story starts. Give me a face to meet it with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to add it</source>
        <translation>Ablegen, um es hinzuzufügen</translation>
    </message>
</context>
<context>
    <name>CanvasBar</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Result only</source>
        <translation>Nur das Ergebnis</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Geteilt</translation>
    </message>
    <message>
        <source>Picture and result side by side, with a seam to drag</source>
        <translation>Bild und Ergebnis nebeneinander, mit verschiebbarer Naht</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>Wechsel</translation>
    </message>
    <message>
        <source>Picture and result in turn, twice a second</source>
        <translation>Bild und Ergebnis abwechselnd, zweimal je Sekunde</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Where the result differs from the picture</source>
        <translation>Wo das Ergebnis vom Bild abweicht</translation>
    </message>
    <message>
        <source>Hold to see the picture</source>
        <translation>Halten, um das Bild zu sehen</translation>
    </message>
    <message>
        <source>Hold to see the picture as it was given</source>
        <translation>Halten, um das Bild zu sehen, wie es kam</translation>
    </message>
    <message>
        <source>Backdrop</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>What lies behind the picture</source>
        <translation>Was hinter dem Bild liegt</translation>
    </message>
    <message>
        <source>Checker</source>
        <translation>Karo</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Mid grey</source>
        <translation>Mittelgrau</translation>
    </message>
    <message>
        <source>Own colour</source>
        <translation>Eigene Farbe</translation>
    </message>
    <message>
        <source>In a game</source>
        <translation>Im Spiel</translation>
    </message>
    <message>
        <source>Choose own colour…</source>
        <translation>Eigene Farbe wählen …</translation>
    </message>
    <message>
        <source>Zoom; Ctrl and the wheel zoom at the pointer</source>
        <translation>Zoom; Strg und Mausrad zoomen am Zeiger</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>Show all of the picture</source>
        <translation>Das ganze Bild zeigen</translation>
    </message>
</context>
<context>
    <name>CaptureController</name>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>Look at {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at {count} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add references to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {count} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: {added} of {asked} pictures were added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place eyes, mouth and chin by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{added} of {asked} pictures were added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for faces in {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose face {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the picture again</source>
        <translation>Bild neu ansehen</translation>
    </message>
    <message>
        <source>Place the face by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CastController</name>
    <message>
        <source>Rename to {name}</source>
        <translation>In {name} umbenennen</translation>
    </message>
    <message>
        <source>Move {name}</source>
        <translation>{name} verschieben</translation>
    </message>
    <message>
        <source>Duplicate {name}</source>
        <translation>{name} verdoppeln</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>{name} was removed.</source>
        <translation>{name} wurde entfernt.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>Bilder hinzufügen</translation>
    </message>
    <message>
        <source>Add references to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place its face by hand</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CastInspector</name>
    <message>
        <source>Add references…</source>
        <translation>Vorlagen hinzufügen …</translation>
    </message>
    <message>
        <source>Not compared</source>
        <translation>Nicht verglichen</translation>
    </message>
    <message>
        <source>Comparing pictures needs a recogniser: the small Face re-identification model (face-reid-retail-0095) or an insightface pack.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Modelle …</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen …</translation>
    </message>
    <message>
        <source>Add a second picture to compare them.</source>
        <translation>Füge ein zweites Bild hinzu, um zu vergleichen.</translation>
    </message>
    <message>
        <source>Nobody is selected</source>
        <translation>Niemand ist gewählt</translation>
    </message>
    <message>
        <source>Choose a character on the left.</source>
        <translation>Wähle links eine Figur.</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Do they show one character?</source>
        <translation>Zeigen sie dieselbe Figur?</translation>
    </message>
    <message>
        <source>Colours found</source>
        <translation>Gefundene Farben</translation>
    </message>
    <message>
        <source>Proportions, in eye distances</source>
        <translation>Maße, in Augenabständen</translation>
    </message>
    <message>
        <source>{name} looks like somebody else than the rest. Leave it out if it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These look like different people: {names}. Leave out whoever does not belong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skin</source>
        <translation>Haut</translation>
    </message>
    <message>
        <source>Hair</source>
        <translation>Haar</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>Augen</translation>
    </message>
    <message>
        <source>Lips</source>
        <translation>Lippen</translation>
    </message>
    <message>
        <source>Width of the face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height of the face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the jaw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of an eye</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height of an eye</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brows above the eyes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of the nose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the nose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the mouth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height of the lips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nose to mouth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouth to chin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eyes to mouth</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CastList</name>
    <message>
        <source>Characters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CastOverlays</name>
    <message>
        <source>Whole picture</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>Bust</source>
        <translation>Büste</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>{crop} · used</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CastPanel</name>
    <message>
        <source>Add pictures…</source>
        <translation>Bilder hinzufügen …</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Noch niemand</translation>
    </message>
    <message>
        <source>Drop pictures here, or paste one. Each becomes a character.</source>
        <translation>Zieh Bilder hierher oder füge eins ein. Aus jedem wird eine Figur.</translation>
    </message>
    <message>
        <source>{added} of {all} pictures added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Pictures ({patterns})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place eyes, mouth and chin</source>
        <translation>Augen, Mund und Kinn setzen</translation>
    </message>
    <message>
        <source>Keep it no longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Verdoppeln</translation>
    </message>
    <message>
        <source>Add references</source>
        <translation>Vorlagen hinzufügen</translation>
    </message>
    <message>
        <source>Add references…</source>
        <translation>Vorlagen hinzufügen …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>CellViewer</name>
    <message>
        <source>Back to the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The expression before (Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next expression (Down)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CharacterHeader</name>
    <message>
        <source>Characters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheatSheet</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Search an action or a key</source>
        <translation>Befehl oder Taste suchen</translation>
    </message>
    <message>
        <source>Nothing is called like that.</source>
        <translation>So heißt nichts.</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Remove {word}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClipList</name>
    <message>
        <source>Find a clip</source>
        <translation>Clip suchen</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>Clips</translation>
    </message>
    <message>
        <source>Say something</source>
        <translation>Etwas sagen</translation>
    </message>
    <message>
        <source>Words to be said</source>
        <translation>Gesprochene Worte</translation>
    </message>
    <message>
        <source>Transition from</source>
        <translation>Übergang von</translation>
    </message>
    <message>
        <source>Transition to</source>
        <translation>Übergang zu</translation>
    </message>
    <message>
        <source>Make a clip of these words</source>
        <translation>Aus diesen Worten einen Clip machen</translation>
    </message>
    <message>
        <source>Make a transition</source>
        <translation>Übergang machen</translation>
    </message>
    <message>
        <source>Add to the project</source>
        <translation>Ins Projekt aufnehmen</translation>
    </message>
    <message>
        <source>Duplicate into the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename (F2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speech and transitions</source>
        <translation>Sprechen und Übergänge</translation>
    </message>
    <message>
        <source>In this project</source>
        <translation>In diesem Projekt</translation>
    </message>
    <message>
        <source>Tried out</source>
        <translation>Ausprobiert</translation>
    </message>
    <message>
        <source>Ready-made</source>
        <translation>Fertige</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
</context>
<context>
    <name>ClipShelf</name>
    <message>
        <source>Add clip {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is part of the project now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename clip to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate clip {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete clip {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeConsent</name>
    <message>
        <source>This plugin runs code of its author with all your rights: it can read and change your files. There is no sandbox. Switch it on only if you trust where it comes from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I trust this plugin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConflictBar</name>
    <message>
        <source>Replace them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One file is in the way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} files are in the way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not made by an export, or changed since. Nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ControlBars</name>
    <message>
        <source>Requested and measured controls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: asked {asked:.2f}, read {read}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ControlRow</name>
    <message>
        <source>mixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solo: only what is soloed moves the face (S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute: keep it out of the face (M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset (double click)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left {left:.2f}, right {right:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all layers together: {worn:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ControlsController</name>
    <message>
        <source>Move {control}</source>
        <translation>{control} bewegen</translation>
    </message>
    <message>
        <source>Reset {control}</source>
        <translation>{control} zurücksetzen</translation>
    </message>
    <message>
        <source>Reset {region}</source>
        <translation>{region} zurücksetzen</translation>
    </message>
    <message>
        <source>Mute {control}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solo {control}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mirror left and right</source>
        <translation>Links und rechts spiegeln</translation>
    </message>
</context>
<context>
    <name>ControlsPanel</name>
    <message>
        <source>Find a control</source>
        <translation>Regler suchen</translation>
    </message>
    <message>
        <source>By name, ARKit name, action unit (AU 12) or what it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Left and right move together (L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap left and right (X)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No control is called “{text}”. Try smile, AU 12 or teeth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed on this layer. Choose a word, or move a slider under All.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Controls that you move are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CornerPlayer</name>
    <message>
        <source>Animation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>That should not have happened</source>
        <translation>Das hätte nicht geschehen dürfen</translation>
    </message>
    <message>
        <source>Something in the studio failed that should not. Your work is still there; you can go on. If it happens again, the report below helps to put it right. Nothing is sent by itself.</source>
        <translation>Im Studio ist etwas fehlgeschlagen, das nicht fehlschlagen darf. Deine Arbeit ist noch da; du kannst weitermachen. Geschieht es wieder, hilft der Bericht unten, den Fehler zu beheben. Von selbst wird nichts verschickt.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Save my work</source>
        <translation>Arbeit speichern</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>It came through the plugin “{plugin}”. It can be switched off in the settings.</source>
        <translation>Der Fehler kam über die Erweiterung „{plugin}“. Sie lässt sich in den Einstellungen abschalten.</translation>
    </message>
    <message>
        <source>It happened {count} times.</source>
        <translation>Das geschah {count}-mal.</translation>
    </message>
</context>
<context>
    <name>Destination</name>
    <message>
        <source>Open the export folder</source>
        <translation>Exportordner öffnen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Repeat the last export (Ctrl+Shift+E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>File names of the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What all files start with; the character’s name if empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export into</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailMaker</name>
    <message>
        <source>Not in this set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not drawn yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Being drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>the character&apos;s picture or landmarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed since it was drawn: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Zeichner</translation>
    </message>
    <message>
        <source>Program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>Regler</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>none needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipe key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>none: the face at rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 control</source>
        <translation>1 Regler</translation>
    </message>
    <message>
        <source>{count} controls</source>
        <translation>{count} Regler</translation>
    </message>
    <message>
        <source>{px} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to 512 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bust</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixel art</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measured. It needs a face recogniser; see Models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{score:.2f}, without a threshold to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{score:.2f}: the same character (from {limit:.2f} on)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{score:.2f}: looks like someone else (the same from {limit:.2f} on)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turns of the head are not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the reader cannot see this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read too low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The face at rest: nothing was asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was read from this drawing. Reading needs the face landmarker; see Models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured above the face at rest. On drawn characters readings are a hint at best.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured above the face at rest.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DifferenceLegend</name>
    <message>
        <source>What the colours of the difference mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{levels} levels or more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DockTitle</name>
    <message>
        <source>Hide “{part}”</source>
        <translation>„{part}“ ausblenden</translation>
    </message>
</context>
<context>
    <name>DocumentStatusController</name>
    <message>
        <source>No changes</source>
        <translation>Keine Änderungen</translation>
    </message>
    <message>
        <source>Saved {when}</source>
        <translation>Gespeichert {when}</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not saved</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{unsaved} · kept safe {when}</source>
        <translation>{unsaved} · gesichert {when}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>eben</translation>
    </message>
    <message>
        <source>{count} s ago</source>
        <translation>vor {count} s</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>vor {count} min</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>vor {count} h</translation>
    </message>
</context>
<context>
    <name>EmotionWheel</name>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>Emotion wheel: {word}, {intensity} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Intensity: drag, or use + and −. Double click for 100 %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The face of the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a word to wear it, Shift+click a second one to blend, or drag between words.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyCanvas</name>
    <message>
        <source>Drop a picture here</source>
        <translation>Zieh ein Bild hierher</translation>
    </message>
    <message>
        <source>A portrait, a drawing or a sprite: one face is enough.</source>
        <translation>Ein Porträt, eine Zeichnung oder ein Sprite: Ein Gesicht genügt.</translation>
    </message>
    <message>
        <source>Open a picture…</source>
        <translation>Bild öffnen …</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>Beispiel ausprobieren</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>What leaves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportPageController</name>
    <message>
        <source>Export folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{folder}” is not there yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program could open “{folder}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no export to repeat.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what leaves, and where to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Bring in a picture first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nobody to export.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn at least one on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No target is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remember the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything was up to date; nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} files exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was exported: {count} files are in the way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide what happens to them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export was cancelled. The folder is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready-made</source>
        <translation>Fertige</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExpressController</name>
    <message>
        <source>Back to the reference</source>
        <translation>Zurück zur Vorlage</translation>
    </message>
    <message>
        <source>The expression of {name} is copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste expression</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExpressPage</name>
    <message>
        <source>Words</source>
        <translation>Worte</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>Regler</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorgaben</translation>
    </message>
    <message>
        <source>Back to the reference (Ctrl+Shift+0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as preset… (Ctrl+Shift+P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add this expression to the set</source>
        <translation>Diesen Ausdruck in den Satz aufnehmen</translation>
    </message>
    <message>
        <source>Nobody to pose yet</source>
        <translation>Noch niemand zum Formen</translation>
    </message>
    <message>
        <source>Add a picture of a character first.</source>
        <translation>Füge zuerst das Bild einer Figur hinzu.</translation>
    </message>
    <message>
        <source>Add pictures…</source>
        <translation>Bilder hinzufügen …</translation>
    </message>
</context>
<context>
    <name>ExpressionHeader</name>
    <message>
        <source>Expressions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExpressionPicker</name>
    <message>
        <source>Add expressions</source>
        <translation>Ausdrücke hinzufügen</translation>
    </message>
    <message>
        <source>Find or type: joy:0.7, joy+surprise:0.5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For whom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expressions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add all shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation>{count} von {total}</translation>
    </message>
    <message>
        <source>Basic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Emotion words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouth shapes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>Augen</translation>
    </message>
    <message>
        <source>Game</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vowels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Enter adds “{title}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add all {count} shown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FaceDiagram</name>
    <message>
        <source>Where the point goes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FaceDragController</name>
    <message>
        <source>Find the handles of the face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset {part}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag {part}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inner brow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outer brow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upper lid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lower lid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gaze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cheek</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nose wing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mouth corner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upper lip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lower lip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>head tilt</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FaceHandlesTool</name>
    <message>
        <source>Inner brow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outer brow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upper lid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower lid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cheek</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nose wing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouth corner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upper lip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower lip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jaw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilt the head</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FacePicker</name>
    <message>
        <source>{number} · drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} faces: click another to draw that one</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>Save the changes to “{name}”?</source>
        <translation>Änderungen an „{name}“ speichern?</translation>
    </message>
    <message>
        <source>Otherwise everything since the last save is dropped.</source>
        <translation>Sonst geht alles seit dem letzten Speichern verloren.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>“{name}” was changed by another program.</source>
        <translation>„{name}“ wurde von einem anderen Programm geändert.</translation>
    </message>
    <message>
        <source>Saving over it drops those changes; the backup beside it will hold them until the next save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Projects (*.avatar)</source>
        <translation>Projekte (*.avatar)</translation>
    </message>
    <message>
        <source>Backups (*.avatar.bak)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>Projekt speichern</translation>
    </message>
    <message>
        <source>Pictures ({pattern})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation>Bilder wählen</translation>
    </message>
</context>
<context>
    <name>FileDrawer</name>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that the export would write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin with {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} in the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} left alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilesController</name>
    <message>
        <source>Untitled</source>
        <translation>Unbenannt</translation>
    </message>
    <message>
        <source>“{name}” is open already.</source>
        <translation>„{name}“ ist schon offen.</translation>
    </message>
    <message>
        <source>Opening {name}…</source>
        <translation>{name} wird geöffnet …</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name} öffnen</translation>
    </message>
    <message>
        <source>Preparing the sample…</source>
        <translation>Beispiel wird vorbereitet …</translation>
    </message>
    <message>
        <source>Prepare the sample</source>
        <translation>Beispiel vorbereiten</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>Als „{name}“ gespeichert.</translation>
    </message>
    <message>
        <source>This is the backup of “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it to keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The version before the last save can be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the backup</source>
        <translation>Sicherung öffnen</translation>
    </message>
</context>
<context>
    <name>FolderButton</name>
    <message>
        <source>Export folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag it out to another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is made by the export.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FolderField</name>
    <message>
        <source>The usual place</source>
        <translation>Der übliche Ort</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
</context>
<context>
    <name>FramePart</name>
    <message>
        <source>Whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bust</source>
        <translation>Büste</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>Pivot, x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pivot, y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long side</source>
        <translation>Lange Seite</translation>
    </message>
    <message>
        <source>0 takes the picture’s own size, up to 512 px.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which part of the picture becomes the frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pivot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The point that stays put in the engine: 0, 0 is top left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel art</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No smoothing, here and in the engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crop of the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames of {width} × {height} px.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GuideCard</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the last point away (Backspace)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave this point to be worked out (S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>All points are placed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag points to correct them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then press Done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point {number} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good to have; press Done at any time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: {point}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GuideController</name>
    <message>
        <source>Read {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeadStore</name>
    <message>
        <source>Thumbnail of {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryController</name>
    <message>
        <source>Opened</source>
        <translation>Geöffnet</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Everything is saved</source>
        <translation>Alles ist gespeichert</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>1 step not saved</source>
        <translation>1 Schritt nicht gespeichert</translation>
    </message>
    <message>
        <source>{count} steps not saved</source>
        <translation>{count} Schritte nicht gespeichert</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
</context>
<context>
    <name>JobNotices</name>
    <message>
        <source>Done in {time}</source>
        <translation>Fertig in {time}</translation>
    </message>
    <message>
        <source>Open the list of jobs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: done in {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobsPanel</name>
    <message>
        <source>Cancel (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again (R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details (Ctrl+C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause all jobs</source>
        <translation>Alle Aufträge anhalten</translation>
    </message>
    <message>
        <source>Cancel all jobs</source>
        <translation>Alle Aufträge abbrechen</translation>
    </message>
    <message>
        <source>Clear finished jobs from the list</source>
        <translation>Fertige Aufträge von der Liste nehmen</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nichts zu tun</translation>
    </message>
    <message>
        <source>Drawing, exporting and downloads show up here.</source>
        <translation>Zeichnen, Exportieren und Herunterladen erscheinen hier.</translation>
    </message>
    <message>
        <source>Go on with all jobs</source>
        <translation>Mit allen Aufträgen weitermachen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Earlier	Ctrl+Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later	Ctrl+Down</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobsPanelController</name>
    <message>
        <source>Details copied.</source>
        <translation>Einzelheiten kopiert.</translation>
    </message>
    <message>
        <source>{count} running</source>
        <translation>{count} laufen</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} warten</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{count} finished</source>
        <translation>{count} fertig</translation>
    </message>
    <message>
        <source>Done in {time}</source>
        <translation>Fertig in {time}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Something unexpected went wrong ({name}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
</context>
<context>
    <name>KeyEditor</name>
    <message>
        <source>Search an action or a key</source>
        <translation>Befehl oder Taste suchen</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>Alle Tasten zurücksetzen</translation>
    </message>
    <message>
        <source>The same keys as “{action}”</source>
        <translation>Dieselben Tasten wie „{action}“</translation>
    </message>
    <message>
        <source>Put the keys of “{action}” back</source>
        <translation>Tasten von „{action}“ zurücksetzen</translation>
    </message>
</context>
<context>
    <name>KeyRecorder</name>
    <message>
        <source>Press the keys…</source>
        <translation>Tasten drücken …</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Keys of “{action}”: {keys}</source>
        <translation>Tasten von „{action}“: {keys}</translation>
    </message>
    <message>
        <source>Click, then press the new keys. Esc keeps the old ones, Backspace takes them away.</source>
        <translation>Klicken, dann die neuen Tasten drücken. Esc behält die alten, Rücktaste nimmt sie weg.</translation>
    </message>
</context>
<context>
    <name>KeysController</name>
    <message>
        <source>while the timeline is open</source>
        <translation>solange die Zeitleiste offen ist</translation>
    </message>
    <message>
        <source>Cast</source>
        <translation>Besetzung</translation>
    </message>
    <message>
        <source>Express</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Animate</source>
        <translation>Animieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>on the page “{page}”</source>
        <translation>auf der Seite „{page}“</translation>
    </message>
</context>
<context>
    <name>LandmarkCard</name>
    <message>
        <source>Across, pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down, pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symmetry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The point of the other side moves along, mirrored (X)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This point as it was found (Backspace)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All as found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>X</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Y</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LandmarkTool</name>
    <message>
        <source>No point</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LandmarksController</name>
    <message>
        <source>Move {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Landmarks as found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a point back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for the face in {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayerLine</name>
    <message>
        <source>Show or hide this layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Weight: 0 % leaves what lies below as it is. Drag, or type.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode: {mode}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+  Add: sums with what lies below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>×  Multiply: scales what lies below, ×0 silences it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>=  Overwrite: takes the place of what lies below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add: below + weight × layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiply: below × (1 + weight × (layer − 1)), only what is set here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overwrite: below + weight × (layer − below), only what is set here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Verdoppeln</translation>
    </message>
    <message>
        <source>Move up	Ctrl+Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move down	Ctrl+Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete	Del</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayersController</name>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>1 control</source>
        <translation>1 Regler</translation>
    </message>
    <message>
        <source>{count} controls</source>
        <translation>{count} Regler</translation>
    </message>
    <message>
        <source>Layer mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show layer</source>
        <translation>Ebene zeigen</translation>
    </message>
    <message>
        <source>Hide layer</source>
        <translation>Ebene ausblenden</translation>
    </message>
    <message>
        <source>Rename layer</source>
        <translation>Ebene umbenennen</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>Multiply</source>
        <translation>Multiplizieren</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Blinzeln</translation>
    </message>
    <message>
        <source>Room for the blink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add layer “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate layer</source>
        <translation>Ebene verdoppeln</translation>
    </message>
    <message>
        <source>Remove layer</source>
        <translation>Ebene entfernen</translation>
    </message>
    <message>
        <source>Move layer</source>
        <translation>Ebene verschieben</translation>
    </message>
    <message>
        <source>Flatten layers</source>
        <translation>Ebenen zusammenfassen</translation>
    </message>
</context>
<context>
    <name>LayersPanel</name>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>Add layer</source>
        <translation>Ebene hinzufügen</translation>
    </message>
    <message>
        <source>Flatten: all layers as one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+  Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>×  Multiply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>=  Overwrite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blink over any expression</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookEditor</name>
    <message>
        <source>Your own expressions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Magnifier</name>
    <message>
        <source>Magnifier</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Cast</source>
        <translation>Besetzung</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Timeline, jobs, history</source>
        <translation>Zeitleiste, Aufträge, Verlauf</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>MatrixMenus</name>
    <message>
        <source>Look at it large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>Neu zeichnen</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Draw variants</source>
        <translation>Varianten zeichnen</translation>
    </message>
    <message>
        <source>Delete other variants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete drawings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from this character&apos;s set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from all sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add expressions to {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select this row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove “{name}” from all sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw what is missing or out of date ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw all again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MatrixModel</name>
    <message>
        <source>{expression}, {character}: {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in this set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>{count} variants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likeness {score:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks like someone else</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MatrixView</name>
    <message>
        <source>Set of expressions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MatteCard</name>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Bring the picture back, or take it away (X)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the brush ([ and ])</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show faintly what was taken away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Forget all strokes: the cut-out as it was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MatteController</name>
    <message>
        <source>Keep with the brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove with the brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic cut-out of {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Non-commercial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free for every use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>ModelsController</name>
    <message>
        <source>{size} are here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not downloaded from here: import {name} from a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>size not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files cannot be deleted: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it and download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} is what it should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} is there; no hash is known to compare it with.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Use another folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the usual one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import from a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of these are optional. The puppet engine draws without any of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only for models whose server asks for one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in your settings file and sent to the model&apos;s own server alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{used} used, {free} free on its disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder with models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model files</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumbersLine</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>All pages of all scales; the largest one’s size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sprites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames on the pages; those that look the same share a place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>In the graphics card: width × height × 4 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All pages as PNG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the pages without a sprite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The longest animation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count}  ·  {width} × {height}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  ·  {count} merged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{name}, {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageTabs</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Who is in the game: pictures, faces, cut-outs</source>
        <translation>Wer mitspielt: Bilder, Gesichter, Freistellungen</translation>
    </message>
    <message>
        <source>Pose a face by hand, by mood or by presets</source>
        <translation>Ein Gesicht von Hand, nach Stimmung oder mit Vorgaben formen</translation>
    </message>
    <message>
        <source>Draw many expressions at once</source>
        <translation>Viele Ausdrücke auf einmal zeichnen</translation>
    </message>
    <message>
        <source>Bring expressions to life on a timeline</source>
        <translation>Ausdrücke auf einer Zeitleiste zum Leben bringen</translation>
    </message>
    <message>
        <source>Send it all to the game</source>
        <translation>Alles ins Spiel bringen</translation>
    </message>
    <message>
        <source>Cast</source>
        <translation>Besetzung</translation>
    </message>
    <message>
        <source>Express</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Animate</source>
        <translation>Animieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchtest du tun?</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>Was sich tun lässt</translation>
    </message>
    <message>
        <source>Nothing is called like that.</source>
        <translation>So heißt nichts.</translation>
    </message>
</context>
<context>
    <name>PicturePair</name>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Reference and drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not drawn yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>PivotPad</name>
    <message>
        <source>Pivot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the cross, or move it with the arrow keys. Ctrl: no snapping.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlaybackController</name>
    <message>
        <source>This clip cannot be played</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be played</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clip cannot be played</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has {count} frames, more than can be played here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a lower frame rate.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PluginCard</name>
    <message>
        <source>Runs code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By {author}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {title}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PluginsDialog</name>
    <message>
        <source>Plugins</source>
        <translation>Erweiterungen</translation>
    </message>
    <message>
        <source>Safe mode: all plugins stay off until the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporters, expressions, engines and actions made by others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put your own into {folder}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PresetShelf</name>
    <message>
        <source>Duplicate it; the copy is yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This preset belongs to the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is deleted from your library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 preset is added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} presets are added.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PresetsController</name>
    <message>
        <source>There is no favourite {number} yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Star a preset to give it a digit key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} wears {expression}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move a slider or choose a word first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The face is at rest; there is nothing to save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save preset “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set has it already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added to the set of {name}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PresetsPanel</name>
    <message>
        <source>Find a preset</source>
        <translation>Vorgabe suchen</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorgaben</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>Nichts hier</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Save as preset…</source>
        <translation>Als Vorgabe speichern …</translation>
    </message>
    <message>
        <source>Import presets from a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation>{count} von {total}</translation>
    </message>
    <message>
        <source>{total} presets</source>
        <translation>{total} Vorgaben</translation>
    </message>
    <message>
        <source>in this project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in your library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No preset here is called that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right-click a preset to star it; the first nine get the keys 1 to 9.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No favourites yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pose the face, then save it as a preset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No presets of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace with what is worn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Duplicate into the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export to a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagworte</translation>
    </message>
    <message>
        <source>Tags, parted by commas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expressions (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreviewController</name>
    <message>
        <source>Read the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{engine} · {device} · {ms} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture cannot be drawn</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProjectCard</name>
    <message>
        <source>Keep at the front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No longer keep at the front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File not found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProjectSaver</name>
    <message>
        <source>Saving {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was not saved.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecoveryController</name>
    <message>
        <source>Look for unsaved work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recover {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was discarded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreadable work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Unbenannt</translation>
    </message>
    <message>
        <source>{count} {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovered, but for {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw or add it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it to keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved work cannot be kept safe: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save often, and make room on the disk.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReferenceCard</name>
    <message>
        <source>Counts</source>
        <translation>Zählt</translation>
    </message>
    <message>
        <source>Whether this picture says who the character is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>How much it counts; double click for 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut out</source>
        <translation>Freigestellt</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Painted</source>
        <translation>Gemalt</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>Flächig</translation>
    </message>
    <message>
        <source>Art style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <source>How lids and the inside of the mouth are painted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More for this picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has its own transparency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>Gezeichnet</translation>
    </message>
    <message>
        <source>Looks like somebody else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>Draw from this picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the landmarks</source>
        <translation>Gesichtspunkte korrigieren</translation>
    </message>
    <message>
        <source>Correct the cut-out</source>
        <translation>Freistellung korrigieren</translation>
    </message>
    <message>
        <source>Place eyes, mouth and chin</source>
        <translation>Augen, Mund und Kinn setzen</translation>
    </message>
    <message>
        <source>Look at the picture again</source>
        <translation>Bild neu ansehen</translation>
    </message>
    <message>
        <source>Replace picture…</source>
        <translation>Bild ersetzen …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Replace {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReferencesController</name>
    <message>
        <source>Include {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave {name} out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw from {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Style of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the background of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut out {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the pictures of {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RegionHeader</name>
    <message>
        <source>{count} changed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RegionSection</name>
    <message>
        <source>Reset {region}</source>
        <translation>{region} zurücksetzen</translation>
    </message>
</context>
<context>
    <name>Ruler</name>
    <message>
        <source>Ruler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to look through the clip. Ctrl: between frames. Ctrl and wheel: zoom.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} s · {frame}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SaveForm</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags, parted by commas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagworte</translation>
    </message>
    <message>
        <source>This project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>New preset from what is worn</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetDrawing</name>
    <message>
        <source>{count} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw {count} of {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} expressions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set was not finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{failed} of {total} could not be drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cells say why; the others are done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetFiles</name>
    <message>
        <source>Contact sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact sheet written: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetInspector</name>
    <message>
        <source>Variants</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>Draw it three more times, each a little differently</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it large (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still the same character?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked for and measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the recipe as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same from the command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Draw the selected cells again</source>
        <translation>Gewählte Felder neu zeichnen</translation>
    </message>
    <message>
        <source>How the set is drawn</source>
        <translation>Wie der Satz gezeichnet wird</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>Neu zeichnen</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>{count} cells selected</source>
        <translation>{count} Felder gewählt</translation>
    </message>
    <message>
        <source>{done} up to date, {left} to draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Nichts gewählt</translation>
    </message>
    <message>
        <source>Select a cell to see its picture, its variants and how it was made.</source>
        <translation>Wähle ein Feld, um sein Bild, seine Varianten und seine Entstehung zu sehen.</translation>
    </message>
</context>
<context>
    <name>SetPage</name>
    <message>
        <source>Nobody to draw yet</source>
        <translation>Noch niemand zu zeichnen</translation>
    </message>
    <message>
        <source>Add a picture of a character; its set of expressions is drawn here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>Bilder hinzufügen</translation>
    </message>
    <message>
        <source>No expression fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The filter hides all rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Save a contact sheet</source>
        <translation>Kontaktbogen speichern</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetPageController</name>
    <message>
        <source>Nothing can be drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is up to date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Star {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unstar {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete a variant of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete other variants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete drawings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change how the set is drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures cannot be dragged out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} expressions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetToolbar</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>What is drawn stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>Draw the selected cells a few times, each a little differently</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} more of each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add expressions</source>
        <translation>Ausdrücke hinzufügen</translation>
    </message>
    <message>
        <source>Save a contact sheet</source>
        <translation>Kontaktbogen speichern</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>To draw</source>
        <translation>Zu zeichnen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>Ausgezeichnet</translation>
    </message>
    <message>
        <source>Find an expression</source>
        <translation>Ausdruck suchen</translation>
    </message>
    <message>
        <source>Order of the set</source>
        <translation>Reihenfolge des Satzes</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Namen</translation>
    </message>
    <message>
        <source>Least alike first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Heads only</source>
        <translation>Nur Köpfe</translation>
    </message>
    <message>
        <source>Size of the cells</source>
        <translation>Größe der Felder</translation>
    </message>
    <message>
        <source>Draw {count}</source>
        <translation>{count} zeichnen</translation>
    </message>
    <message>
        <source>Drawing, {count} left</source>
        <translation>Zeichnet, noch {count}</translation>
    </message>
    <message>
        <source>Nothing to draw</source>
        <translation>Nichts zu zeichnen</translation>
    </message>
    <message>
        <source>Draw what is missing, out of date or failed (Ctrl+Return)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total} up to date</source>
        <translation>{done} von {total} aktuell</translation>
    </message>
    <message>
        <source>{count} out of date</source>
        <translation>{count} veraltet</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{count} look like someone else</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingLine</name>
    <message>
        <source>Counts from the next start on</source>
        <translation>Gilt ab dem nächsten Start</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>No setting is called like that. Keys are searched in their own section.</source>
        <translation>So heißt keine Einstellung. Tasten werden in ihrem eigenen Abschnitt gesucht.</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>Long side</source>
        <translation>Lange Seite</translation>
    </message>
    <message>
        <source>Long side of a drawing; 0 takes the picture&apos;s own, up to 512</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>Bust</source>
        <translation>Büste</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>Shown part</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>Pixel art: never smooth</source>
        <translation>Pixelkunst: nie glätten</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Zeichner</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Drawings that no longer fit are marked as out of date; none is thrown away.</source>
        <translation>Zeichnungen, die nicht mehr passen, gelten als veraltet; keine wird weggeworfen.</translation>
    </message>
</context>
<context>
    <name>SettingsRows</name>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation>Erweiterungen</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>The picture stays the brightest thing.</source>
        <translation>Das Bild bleibt das Hellste.</translation>
    </message>
    <message>
        <source>Size of text and controls</source>
        <translation>Größe von Text und Reglern</translation>
    </message>
    <message>
        <source>1 is the system&apos;s own size. The picture is not scaled.</source>
        <translation>1 ist die Größe des Systems. Das Bild wird nicht skaliert.</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Panels and messages slide. Off: they jump to their place.</source>
        <translation>Leisten und Meldungen gleiten. Aus: Sie springen an ihren Platz.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Parts that are open may keep the old language until the next start.</source>
        <translation>Offene Teile behalten vielleicht bis zum nächsten Start die alte Sprache.</translation>
    </message>
    <message>
        <source>Tell the system when a long job ends</source>
        <translation>Dem System melden, wenn ein langer Auftrag endet</translation>
    </message>
    <message>
        <source>Only while this window is not in front.</source>
        <translation>Nur solange dieses Fenster nicht vorn ist.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>NVIDIA graphics card</source>
        <translation>NVIDIA-Grafikkarte</translation>
    </message>
    <message>
        <source>Apple graphics</source>
        <translation>Apple-Grafik</translation>
    </message>
    <message>
        <source>Full (32 bits)</source>
        <translation>Voll (32 Bit)</translation>
    </message>
    <message>
        <source>Half, wide range (bf16)</source>
        <translation>Halb, weiter Bereich (bf16)</translation>
    </message>
    <message>
        <source>Half (fp16)</source>
        <translation>Halb (fp16)</translation>
    </message>
    <message>
        <source>No graphics memory</source>
        <translation>Kein Grafikspeicher</translation>
    </message>
    <message>
        <source>Little (up to 6 GB)</source>
        <translation>Wenig (bis 6 GB)</translation>
    </message>
    <message>
        <source>Some (8 to 12 GB)</source>
        <translation>Mittel (8 bis 12 GB)</translation>
    </message>
    <message>
        <source>Plenty (16 GB and more)</source>
        <translation>Viel (16 GB und mehr)</translation>
    </message>
    <message>
        <source>What draws</source>
        <translation>Was zeichnet</translation>
    </message>
    <message>
        <source>The puppet moves the picture&apos;s own pixels: quick, and it needs no model files.</source>
        <translation>Die Puppe bewegt die Pixel des Bildes selbst: schnell und ohne Modelldateien.</translation>
    </message>
    <message>
        <source>Where it is computed</source>
        <translation>Wo gerechnet wird</translation>
    </message>
    <message>
        <source>Automatic takes the graphics card if there is one that works. The puppet always uses the processor.</source>
        <translation>Automatisch nimmt die Grafikkarte, wenn eine da ist, die funktioniert. Die Puppe rechnet immer auf dem Prozessor.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>How exactly models compute. Half needs half the memory and is quicker on most cards.</source>
        <translation>Wie genau Modelle rechnen. Halb braucht halb so viel Speicher und ist auf den meisten Karten schneller.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>How much graphics memory models may take. Less is slower, but does not run out.</source>
        <translation>Wie viel Grafikspeicher Modelle nehmen dürfen. Weniger ist langsamer, reicht aber sicher.</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Where downloaded models lie. Empty: the program&apos;s own folder.</source>
        <translation>Wo heruntergeladene Modelle liegen. Leer: der Ordner des Programms.</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>Exporte</translation>
    </message>
    <message>
        <source>Where a first export goes. Empty: beside the project.</source>
        <translation>Wohin ein erster Export geht. Leer: neben das Projekt.</translation>
    </message>
    <message>
        <source>Keep unsaved work</source>
        <translation>Ungesicherte Arbeit behalten</translation>
    </message>
    <message>
        <source>What was left behind by a crash can be brought back for this long.</source>
        <translation>So lange lässt sich zurückholen, was ein Absturz hinterlassen hat.</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Your file is yours</source>
        <translation>Deine Datei gehört dir</translation>
    </message>
    <message>
        <source>Every change is noted down at once in a place of its own. Your project file is only written when you save, and the version before stays beside it as .bak.</source>
        <translation>Jede Änderung wird sofort an einem eigenen Ort vermerkt. Deine Projektdatei wird nur geschrieben, wenn du speicherst, und die Fassung davor bleibt als .bak daneben.</translation>
    </message>
    <message>
        <source>Safe mode</source>
        <translation>Abgesicherter Start</translation>
    </message>
    <message>
        <source>Starts without any plugin. The same for one start: --safe-mode.</source>
        <translation>Startet ohne Erweiterungen. Für einen einzelnen Start: --safe-mode.</translation>
    </message>
    <message>
        <source>Nothing leaves this machine</source>
        <translation>Nichts verlässt diesen Rechner</translation>
    </message>
    <message>
        <source>Pictures are seen and drawn here, on this computer. There is no account, nothing is counted and nothing is sent. The network is only used for models that you choose to download.</source>
        <translation>Bilder werden hier angesehen und gezeichnet, auf diesem Rechner. Es gibt kein Konto, nichts wird gezählt, nichts verschickt. Das Netz wird nur für Modelle gebraucht, die du selbst herunterlädst.</translation>
    </message>
    <message>
        <source>Puppet (moves the picture)</source>
        <translation>Puppe (bewegt das Bild)</translation>
    </message>
</context>
<context>
    <name>SheetPane</name>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing leaves yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose expressions or clips, and the sheet appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the page (0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Real size (1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show a playing animation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen targets write no sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sheet appears here as soon as it is drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>SheetPart</name>
    <message>
        <source>Packed tightly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid of equal cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep borders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiples of 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Powers of two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout and trimming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spacing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scales and colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equal cells never trim frame by frame, nor merge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How empty borders are cut. Every frame keeps its offset, so nothing jumps in the game.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alpha up to which a pixel counts as empty. 0 keeps soft hair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge equals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames that look the same share a place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More pages are made where one is not enough. Phones like 2048, desktops 4096.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compression wants multiples of 4, old devices powers of 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Square</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width and height are the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty pixels between two sprites.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extrude</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ring of repeated edge pixels: no seams where the engine smooths.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page border</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty pixels along the edge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sizes made of one layout, such as 1, 0.5, 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bleed colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty pixels take the colour of their neighbours: no dark fringes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write numbers, such as 1, 0.5.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SheetPreviewer</name>
    <message>
        <source>Draw the sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pack the sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with the folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SheetView</name>
    <message>
        <source>Sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width} × {height} px at {x}, {y}  ·  offset {left}, {top} of {whole_width} × {whole_height}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SightMaker</name>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Basic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Emotion word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouth shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>Augen</translation>
    </message>
    <message>
        <source>Game</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vowel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Control</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Eigene</translation>
    </message>
</context>
<context>
    <name>SightStore</name>
    <message>
        <source>Read {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SimilarityMatrix</name>
    <message>
        <source>Similarity of the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looks like somebody else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>same character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{one} and {other}: {value:.2f}, {same} (from {threshold:.2f})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SplitBar</name>
    <message>
        <source>Seam between the picture and the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left of the line: your picture. Right: the result. Drag it, or use the arrow keys.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>What draws, on which device, how long a frame takes. Click to change.</source>
        <translation>Was zeichnet, auf welchem Gerät, wie lange ein Bild dauert. Zum Ändern klicken.</translation>
    </message>
    <message>
        <source>Show all jobs</source>
        <translation>Alle Aufträge zeigen</translation>
    </message>
    <message>
        <source>Cancel the running job</source>
        <translation>Laufenden Auftrag abbrechen</translation>
    </message>
    <message>
        <source>Progress of the jobs</source>
        <translation>Fortschritt der Aufträge</translation>
    </message>
    <message>
        <source>{count} ms a frame</source>
        <translation>{count} ms je Bild</translation>
    </message>
    <message>
        <source>{count} jobs</source>
        <translation>{count} Aufträge</translation>
    </message>
    <message>
        <source>1 job</source>
        <translation>1 Auftrag</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
</context>
<context>
    <name>StatusController</name>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
</context>
<context>
    <name>TargetCard</name>
    <message>
        <source>Options</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TargetCards</name>
    <message>
        <source>Export for {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not export for {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} of the export</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TermsBox</name>
    <message>
        <source>Accept and download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The terms of {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have read the terms; my work is not commercial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have read the terms and accept them</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelineDock</name>
    <message>
        <source>No clip on the timeline</source>
        <translation>Kein Clip auf der Zeitleiste</translation>
    </message>
    <message>
        <source>Choose one on the left, or press Space.</source>
        <translation>Wähle links einen oder drücke die Leertaste.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Switch between dark and light</source>
        <translation>Zwischen dunkel und hell wechseln</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>There are changes that are not saved.</source>
        <translation>Es gibt Änderungen, die nicht gespeichert sind.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Search and run…</source>
        <translation>Suchen und ausführen …</translation>
    </message>
    <message>
        <source>Find anything that the studio can do, and do it</source>
        <translation>Alles finden, was das Studio kann, und es tun</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} von {count}</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>Rundgang beenden</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>TourController</name>
    <message>
        <source>Your cast</source>
        <translation>Deine Besetzung</translation>
    </message>
    <message>
        <source>Drop a picture here, or open the sample. Every character of the game has a place.</source>
        <translation>Zieh ein Bild hierher oder öffne das Beispiel. Jede Figur des Spiels hat hier ihren Platz.</translation>
    </message>
    <message>
        <source>Five pages, in the order of the work</source>
        <translation>Fünf Seiten, in der Reihenfolge der Arbeit</translation>
    </message>
    <message>
        <source>From the picture to the game: cast, express, set, animate, export.</source>
        <translation>Vom Bild ins Spiel: Besetzung, Ausdruck, Satz, Animieren, Export.</translation>
    </message>
    <message>
        <source>The face is a control</source>
        <translation>Das Gesicht ist ein Regler</translation>
    </message>
    <message>
        <source>Drag an eyebrow or a corner of the mouth. Scroll to zoom, drag with the middle button to move.</source>
        <translation>Zieh an einer Braue oder einem Mundwinkel. Mit dem Rad zoomen, mit der mittleren Taste verschieben.</translation>
    </message>
    <message>
        <source>What is selected, nothing else</source>
        <translation>Was gewählt ist, sonst nichts</translation>
    </message>
    <message>
        <source>Controls, presets and layers of what you work on. Double-click puts a value back.</source>
        <translation>Regler, Vorgaben und Ebenen zu dem, woran du arbeitest. Ein Doppelklick setzt einen Wert zurück.</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Alles finden</translation>
    </message>
    <message>
        <source>Everything that the studio can do, by a few letters. F1 shows all keys.</source>
        <translation>Alles, was das Studio kann, mit ein paar Buchstaben. F1 zeigt alle Tasten.</translation>
    </message>
</context>
<context>
    <name>TrackRows</name>
    <message>
        <source>Tracks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{track}, {when} s
{what}
On to the next key: {easing}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at rest</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>To the start (Home)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous frame (Left)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next frame (Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the end (End)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once</source>
        <translation>Einmal</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>Ping-pong</source>
        <translation>Hin und her</translation>
    </message>
    <message>
        <source>What happens at the end, here; the clip is not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed} ×</source>
        <translation>{speed} ×</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>Bilder je Sekunde</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>Bildrate</translation>
    </message>
    <message>
        <source>Real time</source>
        <translation>Echtzeit</translation>
    </message>
    <message>
        <source>Every frame</source>
        <translation>Jedes Bild</translation>
    </message>
    <message>
        <source>Real time leaves frames out that come late; every frame slows down instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When frames come late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{fps} fps (its own)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{fps} fps</source>
        <translation>{fps} B/s</translation>
    </message>
    <message>
        <source>{time} / {whole} s   ·   {frame} / {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} left out</source>
        <translation>{count} ausgelassen</translation>
    </message>
    <message>
        <source>Frames that could not be drawn in time since playing began</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WelcomeController</name>
    <message>
        <source>Look at recent projects</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>New from picture</source>
        <translation>Neu aus Bild</translation>
    </message>
    <message>
        <source>Drop portraits here, or choose them.</source>
        <translation>Zieh Porträts hierher oder wähle sie.</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Go on with a cast that you have saved.</source>
        <translation>Arbeite an einer gespeicherten Besetzung weiter.</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>Beispiel öffnen</translation>
    </message>
    <message>
        <source>A portrait with 30 expressions and acting clips.</source>
        <translation>Ein Porträt mit 30 Ausdrücken und gespielten Clips.</translation>
    </message>
    <message>
        <source>Recovered work</source>
        <translation>Gerettete Arbeit</translation>
    </message>
    <message>
        <source>Left behind when the program ended before it was saved.</source>
        <translation>Übrig geblieben, als das Programm vor dem Speichern endete.</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>Letzte Projekte</translation>
    </message>
    <message>
        <source>Projects that you open or save will show up here.</source>
        <translation>Projekte, die du öffnest oder speicherst, erscheinen hier.</translation>
    </message>
    <message>
        <source>One picture of a character in, a whole cast of expressions out.</source>
        <translation>Ein Bild einer Figur hinein, ein ganzes Ensemble von Ausdrücken heraus.</translation>
    </message>
</context>
<context>
    <name>WhatLeaves</name>
    <message>
        <source>Its set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add: joy, anger:0.5, visemes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blink, idle and talk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add: nod, talk:hello, joy..anger…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expressions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which expressions leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which clips leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>Clips</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>Bildrate</translation>
    </message>
    <message>
        <source>Frames a second of all clips; 0 keeps each clip’s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame rate of the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everybody, one after the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The only one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The character has no set yet; the ready-made sample set leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count}: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported expressions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export {word}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not export {word}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported clips</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WheelController</name>
    <message>
        <source>Blend in {word}</source>
        <translation>{word} beimischen</translation>
    </message>
    <message>
        <source>Take the second word away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
</context>
<context>
    <name>WheelPanel</name>
    <message>
        <source>Find a word or a synonym</source>
        <translation>Wort oder Synonym suchen</translation>
    </message>
    <message>
        <source>Words found</source>
        <translation>Gefundene Worte</translation>
    </message>
    <message>
        <source>Families</source>
        <translation>Familien</translation>
    </message>
    <message>
        <source>Valence–arousal</source>
        <translation>Valenz–Erregung</translation>
    </message>
    <message>
        <source>Pleasant words to the right (as people rate them), lively faces at the top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring this family out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the second word away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Intensity</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Blend of the two words</source>
        <translation>Mischung der zwei Worte</translation>
    </message>
    <message>
        <source>More of the first word, or more of the second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a word to wear it. Drag between words to blend them.</source>
        <translation>Klicke ein Wort an, um es zu tragen. Zieh zwischen Worten, um sie zu mischen.</translation>
    </message>
    <message>
        <source>Made by hand. Click a word to start from it instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 control changed by hand</source>
        <translation>1 Regler von Hand geändert</translation>
    </message>
    <message>
        <source>{count} controls changed by hand</source>
        <translation>{count} Regler von Hand geändert</translation>
    </message>
    <message>
        <source>Shift+click a second word to blend it in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such word. Near it:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such word.</source>
        <translation>Kein solches Wort.</translation>
    </message>
    <message>
        <source>{word}  ({synonym})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WordField</name>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
</context>
<context>
    <name>WorkCard</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the recovered “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Discard the recovered “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_CardDelegate</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>{count} notes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_FileTree</name>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_JobList</name>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
</context>
<context>
    <name>_StepList</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>_Table</name>
    <message>
        <source>Reference and drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold the mouse down to see the reference in the drawing&apos;s place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Not drawn yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Tile</name>
    <message>
        <source>Variant {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out of date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>likeness {score:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the star</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Star this variant</source>
        <translation>Diese Variante auszeichnen</translation>
    </message>
    <message>
        <source>Delete this variant</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widget</name>
    <message>
        <source>Kept aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>From plugins</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
