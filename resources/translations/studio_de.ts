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
    <name>ActingController</name>
    <message>
        <source>Mute layer</source>
        <translation>Ebene stumm schalten</translation>
    </message>
    <message>
        <source>Solo layer</source>
        <translation>Ebene allein</translation>
    </message>
    <message>
        <source>Lock layer</source>
        <translation>Ebene sperren</translation>
    </message>
    <message>
        <source>Add layer</source>
        <translation>Ebene hinzufügen</translation>
    </message>
    <message>
        <source>Bring to life</source>
        <translation>Beleben</translation>
    </message>
    <message>
        <source>Change the base emotion</source>
        <translation>Grundgefühl ändern</translation>
    </message>
    <message>
        <source>Say a line</source>
        <translation>Satz sprechen</translation>
    </message>
    <message>
        <source>Change layer</source>
        <translation>Ebene ändern</translation>
    </message>
    <message>
        <source>Roll again</source>
        <translation>Neu würfeln</translation>
    </message>
    <message>
        <source>Change the mode</source>
        <translation>Modus ändern</translation>
    </message>
    <message>
        <source>Change the weight</source>
        <translation>Gewicht ändern</translation>
    </message>
    <message>
        <source>Move layer</source>
        <translation>Ebene verschieben</translation>
    </message>
    <message>
        <source>Delete layer</source>
        <translation>Ebene löschen</translation>
    </message>
</context>
<context>
    <name>ActingLine</name>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Weight: 0 % leaves the face to what lies below. Drag, or type.</source>
        <translation>Gewicht: 0 % überlässt das Gesicht dem, was darunter liegt. Ziehen oder tippen.</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Only this layer</source>
        <translation>Nur diese Ebene</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Mode: {mode}</source>
        <translation>Modus: {mode}</translation>
    </message>
    <message>
        <source>+  Add: sums with what lies below</source>
        <translation>+  Addieren: zählt zum Darunterliegenden hinzu</translation>
    </message>
    <message>
        <source>×  Multiply: scales what lies below, ×0 silences it</source>
        <translation>×  Multiplizieren: skaliert das Darunterliegende, ×0 schaltet es stumm</translation>
    </message>
    <message>
        <source>=  Overwrite: takes the place of what lies below</source>
        <translation>=  Überschreiben: ersetzt das Darunterliegende</translation>
    </message>
    <message>
        <source>This layer adds and multiplies at once, so that it works over any face.</source>
        <translation>Diese Ebene addiert und multipliziert zugleich, damit sie über jedem Gesicht wirkt.</translation>
    </message>
    <message>
        <source>Add: sums with what lies below</source>
        <translation>Addieren: zählt zu dem, was darunter liegt</translation>
    </message>
    <message>
        <source>Multiply: scales what lies below</source>
        <translation>Multiplizieren: skaliert, was darunter liegt</translation>
    </message>
    <message>
        <source>Overwrite: takes the place of what lies below</source>
        <translation>Überschreiben: ersetzt, was darunter liegt</translation>
    </message>
    <message>
        <source>Roll again	R</source>
        <translation>Neu würfeln	R</translation>
    </message>
    <message>
        <source>Move up	Ctrl+Up</source>
        <translation>Nach oben	Strg+Auf</translation>
    </message>
    <message>
        <source>Move down	Ctrl+Down</source>
        <translation>Nach unten	Strg+Ab</translation>
    </message>
    <message>
        <source>Unlock its keys</source>
        <translation>Schlüsselbilder entsperren</translation>
    </message>
    <message>
        <source>Lock its keys</source>
        <translation>Schlüsselbilder sperren</translation>
    </message>
    <message>
        <source>Delete	Del</source>
        <translation>Löschen	Entf</translation>
    </message>
</context>
<context>
    <name>ActingPanel</name>
    <message>
        <source>Base emotion</source>
        <translation>Grundgefühl</translation>
    </message>
    <message>
        <source>Say something at the playhead</source>
        <translation>Ab dem Abspielkopf sprechen</translation>
    </message>
    <message>
        <source>Words to be said</source>
        <translation>Gesprochene Worte</translation>
    </message>
    <message>
        <source>Say it: mouth shapes and words as a layer</source>
        <translation>Sprechen: Mundformen und Wörter als Ebene</translation>
    </message>
    <message>
        <source>Emotion</source>
        <translation>Gefühl</translation>
    </message>
    <message>
        <source>The face that everything else lies over</source>
        <translation>Das Gesicht, über dem alles andere liegt</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Add a layer</source>
        <translation>Ebene hinzufügen</translation>
    </message>
    <message>
        <source>Bring to life</source>
        <translation>Beleben</translation>
    </message>
    <message>
        <source>Blinks, gaze, breath and sway, each as a layer of its own</source>
        <translation>Lidschlag, Blick, Atem und Wiegen, jeweils als eigene Ebene</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>Nothing moves yet. Choose an emotion, or bring the face to life.</source>
        <translation>Noch bewegt sich nichts. Wähle ein Gefühl oder belebe das Gesicht.</translation>
    </message>
    <message>
        <source>Roll again</source>
        <translation>Neu würfeln</translation>
    </message>
    <message>
        <source>Another seed: other moments, as natural as these (R)</source>
        <translation>Ein anderer Startwert: andere Augenblicke, ebenso natürlich (R)</translation>
    </message>
    <message>
        <source>Where the talk has vowels</source>
        <translation>Auf den Vokalen der Sprache</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The same seed gives the same moments again</source>
        <translation>Derselbe Startwert gibt wieder dieselben Augenblicke</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>A minute</source>
        <translation>Je Minute</translation>
    </message>
    <message>
        <source>People blink about 17 times a minute at rest</source>
        <translation>In Ruhe blinzeln Menschen etwa 17-mal in der Minute</translation>
    </message>
    <message>
        <source>Beats</source>
        <translation>Betonung</translation>
    </message>
    <message>
        <source>Blinks</source>
        <translation>Lidschlag</translation>
    </message>
    <message>
        <source>Gaze</source>
        <translation>Blick</translation>
    </message>
    <message>
        <source>Breath</source>
        <translation>Atem</translation>
    </message>
    <message>
        <source>Sway</source>
        <translation>Wiegen</translation>
    </message>
    <message>
        <source>Nods</source>
        <translation>Nicken</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüsselbilder</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>{rate} a minute</source>
        <translation>{rate} je Minute</translation>
    </message>
    <message>
        <source>1 key</source>
        <translation>1 Schlüsselbild</translation>
    </message>
    <message>
        <source>{count} keys</source>
        <translation>{count} Schlüsselbilder</translation>
    </message>
</context>
<context>
    <name>ActionSet</name>
    <message>
        <source>135 words on this character</source>
        <translation>135 Wörter an dieser Figur</translation>
    </message>
    <message>
        <source>About Avatar Studio</source>
        <translation>Über Avatar Studio</translation>
    </message>
    <message>
        <source>Accent: a frame shows exactly this</source>
        <translation>Akzent: ein Bild zeigt genau das</translation>
    </message>
    <message>
        <source>Add a marker</source>
        <translation>Marke setzen</translation>
    </message>
    <message>
        <source>Add a tag</source>
        <translation>Abschnitt anlegen</translation>
    </message>
    <message>
        <source>Add an event</source>
        <translation>Ereignis setzen</translation>
    </message>
    <message>
        <source>Add blinks</source>
        <translation>Blinzeln hinzufügen</translation>
    </message>
    <message>
        <source>Add breath</source>
        <translation>Atem hinzufügen</translation>
    </message>
    <message>
        <source>Add expressions…</source>
        <translation>Ausdrücke hinzufügen …</translation>
    </message>
    <message>
        <source>Add gaze</source>
        <translation>Blick hinzufügen</translation>
    </message>
    <message>
        <source>Add layer</source>
        <translation>Ebene hinzufügen</translation>
    </message>
    <message>
        <source>Add nods</source>
        <translation>Nicken hinzufügen</translation>
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
        <source>Add sway</source>
        <translation>Wiegen hinzufügen</translation>
    </message>
    <message>
        <source>Add this expression to the set</source>
        <translation>Diesen Ausdruck in den Satz aufnehmen</translation>
    </message>
    <message>
        <source>Align keys with the playhead</source>
        <translation>Schlüsselbilder am Abspielkopf ausrichten</translation>
    </message>
    <message>
        <source>All emotion words…</source>
        <translation>Alle Gefühlswörter …</translation>
    </message>
    <message>
        <source>Animate</source>
        <translation>Animieren</translation>
    </message>
    <message>
        <source>Auto-key: sliders make keys</source>
        <translation>Auto-Schlüssel: Regler setzen Schlüssel</translation>
    </message>
    <message>
        <source>Back to the reference</source>
        <translation>Zurück zur Vorlage</translation>
    </message>
    <message>
        <source>Blend to neighbour…</source>
        <translation>Zum Nachbarn mischen …</translation>
    </message>
    <message>
        <source>Blinks, gaze, breath and sway as layers</source>
        <translation>Blinzeln, Blick, Atem und Wiegen als Ebenen</translation>
    </message>
    <message>
        <source>Breakdown…</source>
        <translation>Zwischenschlüssel …</translation>
    </message>
    <message>
        <source>Bring all curves to one height</source>
        <translation>Alle Kurven auf eine Höhe bringen</translation>
    </message>
    <message>
        <source>Bring to life</source>
        <translation>Beleben</translation>
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
        <source>Change the genes…</source>
        <translation>Gene ändern …</translation>
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
        <source>Copy keys</source>
        <translation>Schlüsselbilder kopieren</translation>
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
        <source>Ctrl held while dragging does the other.</source>
        <translation>Strg beim Ziehen bewirkt das Gegenteil.</translation>
    </message>
    <message>
        <source>Cut keys</source>
        <translation>Schlüsselbilder ausschneiden</translation>
    </message>
    <message>
        <source>Delete keys</source>
        <translation>Schlüsselbilder löschen</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Distribute keys evenly</source>
        <translation>Schlüsselbilder gleichmäßig verteilen</translation>
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
        <source>Duplicate keys</source>
        <translation>Schlüsselbilder verdoppeln</translation>
    </message>
    <message>
        <source>Easing of the keys…</source>
        <translation>Beschleunigung der Schlüsselbilder …</translation>
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
        <source>Hold until the next key</source>
        <translation>Bis zum nächsten Schlüsselbild halten</translation>
    </message>
    <message>
        <source>Import performance…</source>
        <translation>Darbietung einlesen …</translation>
    </message>
    <message>
        <source>Insert a key</source>
        <translation>Schlüsselbild einfügen</translation>
    </message>
    <message>
        <source>Insert a key on all tracks</source>
        <translation>Schlüsselbild auf allen Spuren einfügen</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Key an expression at the playhead…</source>
        <translation>Ausdruck am Abspielkopf festhalten …</translation>
    </message>
    <message>
        <source>Key the pose at the playhead</source>
        <translation>Haltung am Abspielkopf festhalten</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Layers of acting</source>
        <translation>Ebenen des Spiels</translation>
    </message>
    <message>
        <source>Level handles</source>
        <translation>Anfasser waagrecht stellen</translation>
    </message>
    <message>
        <source>Link keys to an expression…</source>
        <translation>Schlüssel mit einem Ausdruck verknüpfen …</translation>
    </message>
    <message>
        <source>Link left and right</source>
        <translation>Links und rechts koppeln</translation>
    </message>
    <message>
        <source>Linked expressions</source>
        <translation>Verknüpfte Ausdrücke</translation>
    </message>
    <message>
        <source>Listen to a face tracker</source>
        <translation>Auf eine Gesichtserfassung hören</translation>
    </message>
    <message>
        <source>Live Link Face, films, sound, lip-sync files</source>
        <translation>Live Link Face, Filme, Ton, Lippendateien</translation>
    </message>
    <message>
        <source>Live drive</source>
        <translation>Live-Steuerung</translation>
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
        <source>Loop range begins here</source>
        <translation>Schleife beginnt hier</translation>
    </message>
    <message>
        <source>Loop range ends here</source>
        <translation>Schleife endet hier</translation>
    </message>
    <message>
        <source>Make it loop</source>
        <translation>Zur Schleife machen</translation>
    </message>
    <message>
        <source>Make keys unique</source>
        <translation>Schlüssel eigenständig machen</translation>
    </message>
    <message>
        <source>Micro-expression…</source>
        <translation>Mikroausdruck …</translation>
    </message>
    <message>
        <source>Mirror keys</source>
        <translation>Schlüsselbilder spiegeln</translation>
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
        <source>Motion trail</source>
        <translation>Bewegungsspur</translation>
    </message>
    <message>
        <source>New character from a photo…</source>
        <translation>Neue Figur aus einem Foto …</translation>
    </message>
    <message>
        <source>New character from scratch…</source>
        <translation>Neue Figur von Grund auf …</translation>
    </message>
    <message>
        <source>New clip</source>
        <translation>Neuer Clip</translation>
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
        <source>Next key</source>
        <translation>Nächstes Schlüsselbild</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>Nächster Teil des Fensters</translation>
    </message>
    <message>
        <source>No loop range</source>
        <translation>Keine Schleife</translation>
    </message>
    <message>
        <source>Onion skin</source>
        <translation>Zwiebelhaut</translation>
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
        <source>Over the selected keys, the loop range, or from the playhead on.</source>
        <translation>Über die gewählten Schlüssel, die Schleife oder ab dem Abspielkopf.</translation>
    </message>
    <message>
        <source>Paste keys at the playhead</source>
        <translation>Schlüsselbilder am Abspielkopf einfügen</translation>
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
        <source>Pin this frame as a ghost</source>
        <translation>Dieses Bild als Geist anheften</translation>
    </message>
    <message>
        <source>Place eyes, mouth and chin</source>
        <translation>Augen, Mund und Kinn setzen</translation>
    </message>
    <message>
        <source>Play every frame</source>
        <translation>Jedes Bild abspielen</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Play to and fro</source>
        <translation>Hin und her abspielen</translation>
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
        <source>Previous key</source>
        <translation>Voriges Schlüsselbild</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Record the face tracker</source>
        <translation>Gesichtserfassung aufzeichnen</translation>
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
        <source>Reverse keys</source>
        <translation>Schlüsselbilder umkehren</translation>
    </message>
    <message>
        <source>Roll the layer again</source>
        <translation>Ebene neu würfeln</translation>
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
        <source>Select all keys</source>
        <translation>Alle Schlüsselbilder wählen</translation>
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
        <source>Show curves</source>
        <translation>Kurven zeigen</translation>
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
        <source>Smooth handles</source>
        <translation>Anfasser glätten</translation>
    </message>
    <message>
        <source>Snap what is dragged</source>
        <translation>Gezogenes einrasten</translation>
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
        <source>Straight handles</source>
        <translation>Anfasser gerade stellen</translation>
    </message>
    <message>
        <source>Stretch keys to the playhead</source>
        <translation>Schlüssel bis zum Abspielkopf dehnen</translation>
    </message>
    <message>
        <source>Swap a head into a picture…</source>
        <translation>Kopf in ein Bild setzen …</translation>
    </message>
    <message>
        <source>Switch between dark and light</source>
        <translation>Zwischen dunkel und hell wechseln</translation>
    </message>
    <message>
        <source>The selected keys, or a new one at the playhead, between their neighbours.</source>
        <translation>Die gewählten Schlüssel oder ein neuer am Abspielkopf, zwischen ihren Nachbarn.</translation>
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
        <source>Transition…</source>
        <translation>Übergang …</translation>
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
        <source>Write the transition at the playhead</source>
        <translation>Übergang am Abspielkopf schreiben</translation>
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
    <message>
        <source>Zoom to the face</source>
        <translation>Auf das Gesicht zoomen</translation>
    </message>
</context>
<context>
    <name>AnimateInspector</name>
    <message>
        <source>No clip on the timeline</source>
        <translation>Kein Clip auf der Zeitleiste</translation>
    </message>
    <message>
        <source>Choose one on its left, below.</source>
        <translation>Wähle unten links einen aus.</translation>
    </message>
    <message>
        <source>Parts of the inspector</source>
        <translation>Teile des Inspektors</translation>
    </message>
</context>
<context>
    <name>BlendPopup</name>
    <message>
        <source>key before</source>
        <translation>Schlüssel davor</translation>
    </message>
    <message>
        <source>key after</source>
        <translation>Schlüssel danach</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
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
        <translation>Hier beginnt also die Geschichte. Gib mir ein Gesicht, um ihr zu begegnen.</translation>
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
        <source>Face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>Zoom to the face</source>
        <translation>Auf das Gesicht zoomen</translation>
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
        <translation>{name} ansehen</translation>
    </message>
    <message>
        <source>Look at {count} pictures</source>
        <translation>{count} Bilder ansehen</translation>
    </message>
    <message>
        <source>Add references to {name}</source>
        <translation>Vorlagen zu {name} hinzufügen</translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation>{name} hinzufügen</translation>
    </message>
    <message>
        <source>Add {count} characters</source>
        <translation>{count} Figuren hinzufügen</translation>
    </message>
    <message>
        <source>Stopped: {added} of {asked} pictures were added.</source>
        <translation>Angehalten: {added} von {asked} Bildern hinzugefügt.</translation>
    </message>
    <message>
        <source>Place eyes, mouth and chin by hand.</source>
        <translation>Setze Augen, Mund und Kinn von Hand.</translation>
    </message>
    <message>
        <source>{added} of {asked} pictures were added.</source>
        <translation>{added} von {asked} Bildern hinzugefügt.</translation>
    </message>
    <message>
        <source>Look at: {names}.</source>
        <translation>Bitte ansehen: {names}.</translation>
    </message>
    <message>
        <source>Look for faces in {name}</source>
        <translation>Gesichter in {name} suchen</translation>
    </message>
    <message>
        <source>Choose face {number}</source>
        <translation>Gesicht {number} wählen</translation>
    </message>
    <message>
        <source>Look at the picture again</source>
        <translation>Bild neu ansehen</translation>
    </message>
    <message>
        <source>Place the face by hand</source>
        <translation>Gesicht von Hand setzen</translation>
    </message>
    <message>
        <source>Replace {name}</source>
        <translation>{name} ersetzen</translation>
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
        <translation>Vorlagen zu {name} hinzufügen</translation>
    </message>
    <message>
        <source>Place its face by hand</source>
        <translation>Gesicht von Hand setzen</translation>
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
        <translation>Zum Vergleichen von Bildern braucht es eine Gesichtserkennung: das kleine Modell „Face re-identification“ (face-reid-retail-0095) oder ein Insightface-Paket.</translation>
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
        <translation>{name} sieht anders aus als die übrigen. Lass das Bild weg, wenn es jemand anderen zeigt.</translation>
    </message>
    <message>
        <source>These look like different people: {names}. Leave out whoever does not belong.</source>
        <translation>Das sieht nach verschiedenen Personen aus: {names}. Lass weg, wer nicht dazugehört.</translation>
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
        <translation>Breite des Gesichts</translation>
    </message>
    <message>
        <source>Height of the face</source>
        <translation>Höhe des Gesichts</translation>
    </message>
    <message>
        <source>Width of the jaw</source>
        <translation>Breite des Kiefers</translation>
    </message>
    <message>
        <source>Width of an eye</source>
        <translation>Breite eines Auges</translation>
    </message>
    <message>
        <source>Height of an eye</source>
        <translation>Höhe eines Auges</translation>
    </message>
    <message>
        <source>Brows above the eyes</source>
        <translation>Brauen über den Augen</translation>
    </message>
    <message>
        <source>Length of the nose</source>
        <translation>Länge der Nase</translation>
    </message>
    <message>
        <source>Width of the nose</source>
        <translation>Breite der Nase</translation>
    </message>
    <message>
        <source>Width of the mouth</source>
        <translation>Breite des Mundes</translation>
    </message>
    <message>
        <source>Height of the lips</source>
        <translation>Höhe der Lippen</translation>
    </message>
    <message>
        <source>Nose to mouth</source>
        <translation>Nase bis Mund</translation>
    </message>
    <message>
        <source>Mouth to chin</source>
        <translation>Mund bis Kinn</translation>
    </message>
    <message>
        <source>Eyes to mouth</source>
        <translation>Augen bis Mund</translation>
    </message>
</context>
<context>
    <name>CastList</name>
    <message>
        <source>Characters</source>
        <translation>Figuren</translation>
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
        <translation>{crop} · verwendet</translation>
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
        <translation>{added} von {all} Bildern hinzugefügt</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… und {count} weitere</translation>
    </message>
    <message>
        <source>kept aside</source>
        <translation>beiseitegelegt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Pictures ({patterns})</source>
        <translation>Bilder ({patterns})</translation>
    </message>
    <message>
        <source>Place eyes, mouth and chin</source>
        <translation>Augen, Mund und Kinn setzen</translation>
    </message>
    <message>
        <source>Keep it no longer</source>
        <translation>Nicht länger aufheben</translation>
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
        <translation>Zurück zum Satz</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>The expression before</source>
        <translation>Voriger Ausdruck</translation>
    </message>
    <message>
        <source>The next expression</source>
        <translation>Nächster Ausdruck</translation>
    </message>
</context>
<context>
    <name>CellsView</name>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
</context>
<context>
    <name>CharacterHeader</name>
    <message>
        <source>Characters</source>
        <translation>Figuren</translation>
    </message>
</context>
<context>
    <name>CharacterMakerController</name>
    <message>
        <source>Looking at {name}…</source>
        <translation>{name} wird angesehen …</translation>
    </message>
    <message>
        <source>Look at {name}</source>
        <translation>{name} ansehen</translation>
    </message>
    <message>
        <source>Measuring the face…</source>
        <translation>Gesicht wird vermessen …</translation>
    </message>
    <message>
        <source>Measure the face</source>
        <translation>Gesicht vermessen</translation>
    </message>
    <message>
        <source>Draw {name}</source>
        <translation>{name} zeichnen</translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation>{name} hinzufügen</translation>
    </message>
    <message>
        <source>Change the genes of {name}</source>
        <translation>Gene von {name} ändern</translation>
    </message>
    <message>
        <source>{name} was put aside.</source>
        <translation>{name} wurde beiseitegelegt.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>Figur</translation>
    </message>
</context>
<context>
    <name>CharacterMakerDialog</name>
    <message>
        <source>New character</source>
        <translation>Neue Figur</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Porträt</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Mehr davon</translation>
    </message>
    <message>
        <source>Drawing style</source>
        <translation>Zeichenstil</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Size of the picture</source>
        <translation>Größe des Bildes</translation>
    </message>
    <message>
        <source>Size of the finished picture</source>
        <translation>Größe des fertigen Bildes</translation>
    </message>
    <message>
        <source>From a photo…</source>
        <translation>Aus einem Foto …</translation>
    </message>
    <message>
        <source>Make the character like the person on a photo; nothing leaves this computer</source>
        <translation>Die Figur der Person auf einem Foto nachbilden; nichts verlässt diesen Rechner</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Use this character</source>
        <translation>Diese Figur nehmen</translation>
    </message>
    <message>
        <source>Genes of {name}</source>
        <translation>Gene von {name}</translation>
    </message>
    <message>
        <source>Change the character</source>
        <translation>Figur ändern</translation>
    </message>
    <message>
        <source>Choose a photo</source>
        <translation>Foto wählen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
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
        <translation>{word} entfernen</translation>
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
        <source>New clip</source>
        <translation>Neuer Clip</translation>
    </message>
    <message>
        <source>Add to the project</source>
        <translation>Ins Projekt aufnehmen</translation>
    </message>
    <message>
        <source>Duplicate into the project</source>
        <translation>Ins Projekt verdoppeln</translation>
    </message>
    <message>
        <source>Rename (F2)</source>
        <translation>Umbenennen (F2)</translation>
    </message>
    <message>
        <source>Delete (Del)</source>
        <translation>Löschen (Entf)</translation>
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
    <name>ClipPanel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Colour in lists and on the timeline</source>
        <translation>Farbe in Listen und auf der Zeitleiste</translation>
    </message>
    <message>
        <source>fps</source>
        <translation>B/s</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
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
        <source>To and fro</source>
        <translation>Hin und her</translation>
    </message>
    <message>
        <source>At its end</source>
        <translation>Am Ende</translation>
    </message>
    <message>
        <source>Each frame its own length</source>
        <translation>Jedes Bild mit eigener Länge</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>Loop range, start</source>
        <translation>Schleife, Anfang</translation>
    </message>
    <message>
        <source>Loop range, end</source>
        <translation>Schleife, Ende</translation>
    </message>
    <message>
        <source>No range</source>
        <translation>Keine Schleife</translation>
    </message>
    <message>
        <source>How long the way back to the beginning takes; 0 keeps all keys</source>
        <translation>Wie lange der Weg zurück zum Anfang dauert; 0 behält alle Schlüssel</translation>
    </message>
    <message>
        <source>Make it loop</source>
        <translation>Zur Schleife machen</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>Bildrate</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Way back</source>
        <translation>Rückweg</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Usual colour</source>
        <translation>Übliche Farbe</translation>
    </message>
    <message>
        <source>Another…</source>
        <translation>Andere …</translation>
    </message>
    <message>
        <source>Frame {number} shows for</source>
        <translation>Bild {number} steht</translation>
    </message>
    <message>
        <source>What lies behind a frame moves along when its length changes.</source>
        <translation>Was hinter einem Bild liegt, wandert mit, wenn sich seine Länge ändert.</translation>
    </message>
    <message>
        <source>{count} frames of equal length</source>
        <translation>{count} gleich lange Bilder</translation>
    </message>
    <message>
        <source>No seam</source>
        <translation>Keine Naht</translation>
    </message>
    <message>
        <source>It jumps at its end</source>
        <translation>Springt am Ende</translation>
    </message>
    <message>
        <source>{control} jumps by {percent} % of its way.</source>
        <translation>{control} springt um {percent} % seines Wegs.</translation>
    </message>
    <message>
        <source>The pose fits; its speed changes a little there.</source>
        <translation>Die Haltung passt; ihr Tempo ändert sich dort ein wenig.</translation>
    </message>
    <message>
        <source>First and last picture differ by {percent} %.</source>
        <translation>Erstes und letztes Bild weichen um {percent} % ab.</translation>
    </message>
</context>
<context>
    <name>ClipShelf</name>
    <message>
        <source>New clip</source>
        <translation>Neuer Clip</translation>
    </message>
    <message>
        <source>Add clip {name}</source>
        <translation>Clip {name} hinzufügen</translation>
    </message>
    <message>
        <source>“{name}” is part of the project now.</source>
        <translation>„{name}“ gehört jetzt zum Projekt.</translation>
    </message>
    <message>
        <source>Rename clip to {name}</source>
        <translation>Clip in {name} umbenennen</translation>
    </message>
    <message>
        <source>Duplicate clip {name}</source>
        <translation>Clip {name} verdoppeln</translation>
    </message>
    <message>
        <source>Delete clip {name}</source>
        <translation>Clip {name} löschen</translation>
    </message>
</context>
<context>
    <name>CodeConsent</name>
    <message>
        <source>This plugin runs code of its author with all your rights: it can read and change your files. There is no sandbox. Switch it on only if you trust where it comes from.</source>
        <translation>Diese Erweiterung führt Code ihres Autors mit allen deinen Rechten aus: Sie kann deine Dateien lesen und ändern. Nichts schirmt sie ab. Schalte sie nur ein, wenn du ihrer Herkunft vertraust.</translation>
    </message>
    <message>
        <source>I trust this plugin</source>
        <translation>Ich vertraue dieser Erweiterung</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
</context>
<context>
    <name>ConflictBar</name>
    <message>
        <source>Replace them</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>Anderen Ordner wählen …</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>One file is in the way.</source>
        <translation>Eine Datei ist im Weg.</translation>
    </message>
    <message>
        <source>{count} files are in the way.</source>
        <translation>{count} Dateien sind im Weg.</translation>
    </message>
    <message>
        <source>Not made by an export, or changed since. Nothing was written.</source>
        <translation>Nicht vom Export erzeugt oder seither geändert. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> und {count} weitere</translation>
    </message>
</context>
<context>
    <name>ControlBars</name>
    <message>
        <source>Requested and measured controls</source>
        <translation>Verlangte und gemessene Regler</translation>
    </message>
    <message>
        <source>{name}: asked {asked:.2f}, read {read}</source>
        <translation>{name}: verlangt {asked:.2f}, gemessen {read}</translation>
    </message>
</context>
<context>
    <name>ControlRow</name>
    <message>
        <source>mixed</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>Solo: only what is soloed moves the face (S)</source>
        <translation>Solo: Nur was auf Solo steht, bewegt das Gesicht (S)</translation>
    </message>
    <message>
        <source>Mute: keep it out of the face (M)</source>
        <translation>Stumm: wirkt nicht auf das Gesicht (M)</translation>
    </message>
    <message>
        <source>Reset (double click)</source>
        <translation>Zurücksetzen (Doppelklick)</translation>
    </message>
    <message>
        <source>left {left:.2f}, right {right:.2f}</source>
        <translation>links {left:.2f}, rechts {right:.2f}</translation>
    </message>
    <message>
        <source>all layers together: {worn:.2f}</source>
        <translation>alle Ebenen zusammen: {worn:.2f}</translation>
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
        <translation>{control} stummschalten</translation>
    </message>
    <message>
        <source>Solo {control}</source>
        <translation>{control} auf Solo schalten</translation>
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
        <translation>Nach Name, ARKit-Name, Action Unit (AU 12) oder Wirkung</translation>
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
        <translation>Links und rechts bewegen sich gemeinsam (L)</translation>
    </message>
    <message>
        <source>Swap left and right (X)</source>
        <translation>Links und rechts vertauschen (X)</translation>
    </message>
    <message>
        <source>No control is called “{text}”. Try smile, AU 12 or teeth.</source>
        <translation>Kein Regler heißt „{text}“. Versuche smile, AU 12 oder teeth.</translation>
    </message>
    <message>
        <source>Nothing is changed on this layer. Choose a word, or move a slider under All.</source>
        <translation>Auf dieser Ebene ist nichts geändert. Wähle ein Wort oder bewege einen Regler unter „Alle“.</translation>
    </message>
    <message>
        <source>Controls that you move are listed here.</source>
        <translation>Hier erscheinen die Regler, die du bewegst.</translation>
    </message>
</context>
<context>
    <name>CornerPlayer</name>
    <message>
        <source>Animation</source>
        <translation>Animation</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
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
    <name>CurveBar</name>
    <message>
        <source>Time of the key</source>
        <translation>Zeit des Schlüssels</translation>
    </message>
    <message>
        <source>Value of the key</source>
        <translation>Wert des Schlüssels</translation>
    </message>
    <message>
        <source>Handle before the key: ms</source>
        <translation>Griff vor dem Schlüssel: ms</translation>
    </message>
    <message>
        <source>Handle before the key: value</source>
        <translation>Griff vor dem Schlüssel: Wert</translation>
    </message>
    <message>
        <source>Handle after the key: ms</source>
        <translation>Griff nach dem Schlüssel: ms</translation>
    </message>
    <message>
        <source>Handle after the key: value</source>
        <translation>Griff nach dem Schlüssel: Wert</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>What the track does before its first key</source>
        <translation>Was die Spur vor ihrem ersten Schlüssel tut</translation>
    </message>
    <message>
        <source>What the track does after its last key</source>
        <translation>Was die Spur nach ihrem letzten Schlüssel tut</translation>
    </message>
    <message>
        <source>Bring all curves to one height</source>
        <translation>Alle Kurven auf eine Höhe bringen</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Davor</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
</context>
<context>
    <name>CurveEditor</name>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
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
        <translation>Letzten Export wiederholen (Strg+Umschalt+E)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>File names of the export</source>
        <translation>Dateinamen des Exports</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>File names</source>
        <translation>Dateinamen</translation>
    </message>
    <message>
        <source>What all files start with; the character’s name if empty.</source>
        <translation>Womit alle Dateinamen beginnen; leer: der Name der Figur.</translation>
    </message>
    <message>
        <source>Export into</source>
        <translation>Exportieren nach</translation>
    </message>
</context>
<context>
    <name>DetailMaker</name>
    <message>
        <source>Not in this set</source>
        <translation>Nicht in diesem Satz</translation>
    </message>
    <message>
        <source>Not drawn yet</source>
        <translation>Noch nicht gezeichnet</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Being drawn</source>
        <translation>Wird gezeichnet</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>Out of date</source>
        <translation>Veraltet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>the character&apos;s picture or landmarks</source>
        <translation>das Bild oder die Gesichtspunkte der Figur</translation>
    </message>
    <message>
        <source>the expression</source>
        <translation>der Ausdruck</translation>
    </message>
    <message>
        <source>the frame</source>
        <translation>der Ausschnitt</translation>
    </message>
    <message>
        <source>the engine</source>
        <translation>der Zeichner</translation>
    </message>
    <message>
        <source>the engine&apos;s settings</source>
        <translation>die Einstellungen der Engine</translation>
    </message>
    <message>
        <source>the seed</source>
        <translation>der Startwert</translation>
    </message>
    <message>
        <source>the models</source>
        <translation>die Modelle</translation>
    </message>
    <message>
        <source>Changed since it was drawn: {what}.</source>
        <translation>Seit dem Zeichnen geändert: {what}.</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Zeichner</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>Regler</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>none needed</source>
        <translation>keine nötig</translation>
    </message>
    <message>
        <source>Recipe key</source>
        <translation>Rezeptschlüssel</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>none: the face at rest</source>
        <translation>keine: das Gesicht in Ruhe</translation>
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
        <translation>{px} px</translation>
    </message>
    <message>
        <source>up to 512 px</source>
        <translation>bis 512 px</translation>
    </message>
    <message>
        <source>whole picture</source>
        <translation>ganzes Bild</translation>
    </message>
    <message>
        <source>bust</source>
        <translation>Büste</translation>
    </message>
    <message>
        <source>face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>pixel art</source>
        <translation>Pixelkunst</translation>
    </message>
    <message>
        <source>Not measured. It needs a face recogniser; see Models.</source>
        <translation>Nicht gemessen. Dazu braucht es eine Gesichtserkennung; siehe Modelle.</translation>
    </message>
    <message>
        <source>{score:.2f}, without a threshold to compare with</source>
        <translation>{score:.2f}, ohne Schwelle zum Vergleich</translation>
    </message>
    <message>
        <source>{score:.2f}: the same character (from {limit:.2f} on)</source>
        <translation>{score:.2f}: dieselbe Figur (ab {limit:.2f})</translation>
    </message>
    <message>
        <source>{score:.2f}: looks like someone else (the same from {limit:.2f} on)</source>
        <translation>{score:.2f}: sieht nach jemand anderem aus (dieselbe Figur ab {limit:.2f})</translation>
    </message>
    <message>
        <source>turns of the head are not read</source>
        <translation>Kopfdrehungen werden nicht gemessen</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht messbar</translation>
    </message>
    <message>
        <source>read too low</source>
        <translation>zu niedrig gemessen</translation>
    </message>
    <message>
        <source>The face at rest: nothing was asked for.</source>
        <translation>Das Gesicht in Ruhe: Es war nichts verlangt.</translation>
    </message>
    <message>
        <source>Nothing was read from this drawing. Reading needs the face landmarker; see Models.</source>
        <translation>An dieser Zeichnung wurde nichts gemessen. Zum Messen braucht es das Modell für Gesichtspunkte; siehe Modelle.</translation>
    </message>
    <message>
        <source>Measured above the face at rest. On drawn characters readings are a hint at best.</source>
        <translation>Gemessen gegenüber dem Gesicht in Ruhe. Bei gezeichneten Figuren sind die Werte höchstens ein Hinweis.</translation>
    </message>
    <message>
        <source>Measured above the face at rest.</source>
        <translation>Gemessen gegenüber dem Gesicht in Ruhe.</translation>
    </message>
</context>
<context>
    <name>DifferenceLegend</name>
    <message>
        <source>What the colours of the difference mean</source>
        <translation>Was die Farben des Unterschieds bedeuten</translation>
    </message>
    <message>
        <source>same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>{levels} levels or more</source>
        <translation>{levels} Stufen oder mehr</translation>
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
        <translation>
            <numerusform>%n Änderung nicht gespeichert</numerusform>
            <numerusform>%n Änderungen nicht gespeichert</numerusform>
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
    <name>DopeSheet</name>
    <message>
        <source>Keys</source>
        <translation>Schlüsselbilder</translation>
    </message>
    <message>
        <source>{count} keys selected</source>
        <translation>{count} Schlüsselbilder gewählt</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle zusammen</translation>
    </message>
    <message>
        <source>No keys yet: Shift+E keys an expression here; with auto-key (A) every slider makes keys.</source>
        <translation>Noch keine Schlüssel: Umschalt+E setzt hier einen Ausdruck; mit Auto-Schlüssel (A) setzt jeder Regler Schlüssel.</translation>
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
        <translation>Gefühlsrad: {word}, {intensity} %</translation>
    </message>
    <message>
        <source>Intensity: drag, or use + and −. Double click for 100 %.</source>
        <translation>Stärke: ziehen oder + und − drücken. Doppelklick für 100 %.</translation>
    </message>
    <message>
        <source>The face of the picture</source>
        <translation>Das Gesicht des Bildes</translation>
    </message>
    <message>
        <source>Click a word to wear it, Shift+click a second one to blend, or drag between words.</source>
        <translation>Klicke ein Wort an, um es zu tragen; ein zweites mit Umschalt, um zu mischen; oder zieh zwischen Worten.</translation>
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
    <name>Engines</name>
    <message>
        <source>0 as published; 1 draws the condition alone</source>
        <translation>0 wie veröffentlicht; 1 zeichnet die Bedingung allein</translation>
    </message>
    <message>
        <source>Brows</source>
        <translation>Brauen</translation>
    </message>
    <message>
        <source>Chance</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>Change the face in the picture, or draw another portrait of the same person</source>
        <translation>Das Gesicht im Bild ändern oder ein anderes Porträt derselben Person zeichnen</translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation>Einheitlichkeit</translation>
    </message>
    <message>
        <source>Edit it</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>Augen</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>From noise to picture: more take longer, few are a draft</source>
        <translation>Vom Rauschen zum Bild: mehr dauern länger, wenige sind ein Entwurf</translation>
    </message>
    <message>
        <source>From noise to picture: more take longer, few are a draft; 0 as published</source>
        <translation>Vom Rauschen zum Bild: mehr dauern länger, wenige sind ein Entwurf; 0 wie veröffentlicht</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Führung</translation>
    </message>
    <message>
        <source>High keeps the picture, low follows the expression</source>
        <translation>Hoch behält das Bild, niedrig folgt dem Ausdruck</translation>
    </message>
    <message>
        <source>Hold to the picture</source>
        <translation>Am Bild festhalten</translation>
    </message>
    <message>
        <source>How much is left to chance: less is calmer and softer</source>
        <translation>Wie viel dem Zufall bleibt: weniger ist ruhiger und weicher</translation>
    </message>
    <message>
        <source>How strongly the character is followed; 1 is as learned</source>
        <translation>Wie stark der Figur gefolgt wird; 1 wie gelernt</translation>
    </message>
    <message>
        <source>How strongly the expression is followed; above 1 exaggerates</source>
        <translation>Wie stark dem Ausdruck gefolgt wird; über 1 übertreibt</translation>
    </message>
    <message>
        <source>Likeness</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Mouth</source>
        <translation>Mund</translation>
    </message>
    <message>
        <source>New portrait</source>
        <translation>Neues Porträt</translation>
    </message>
    <message>
        <source>Share of the set&apos;s other drawings that each one looks at</source>
        <translation>Anteil der anderen Zeichnungen des Satzes, auf die jede schaut</translation>
    </message>
    <message>
        <source>Share of the set&apos;s other drawings that each one looks at; 0 draws each by itself</source>
        <translation>Anteil der anderen Zeichnungen des Satzes, auf die jede schaut; 0 zeichnet jede für sich</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Strength of the expression adapter</source>
        <translation>Stärke des Ausdrucksadapters</translation>
    </message>
    <message>
        <source>The part of the picture that an edit may change</source>
        <translation>Der Teil des Bildes, den eine Bearbeitung ändern darf</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>Das Bild</translation>
    </message>
    <message>
        <source>Upper half</source>
        <translation>Obere Hälfte</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>Was sich ändert</translation>
    </message>
</context>
<context>
    <name>EventsList</name>
    <message>
        <source>Add an event at the playhead</source>
        <translation>Ereignis am Abspielkopf</translation>
    </message>
    <message>
        <source>The first {count} of {all}.</source>
        <translation>Die ersten {count} von {all}.</translation>
    </message>
    <message>
        <source>Games call the method of that name: Godot by its tracks, Unity by its events.</source>
        <translation>Spiele rufen die Methode dieses Namens auf: Godot über seine Spuren, Unity über seine Ereignisse.</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>What leaves</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Einzelbild</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Bogen</translation>
    </message>
</context>
<context>
    <name>ExportPageController</name>
    <message>
        <source>Export folder</source>
        <translation>Exportordner</translation>
    </message>
    <message>
        <source>“{folder}” is not there yet.</source>
        <translation>„{folder}“ gibt es noch nicht.</translation>
    </message>
    <message>
        <source>Export first.</source>
        <translation>Exportiere zuerst.</translation>
    </message>
    <message>
        <source>No program could open “{folder}”.</source>
        <translation>Kein Programm konnte „{folder}“ öffnen.</translation>
    </message>
    <message>
        <source>There is no export to repeat.</source>
        <translation>Es gibt keinen Export zu wiederholen.</translation>
    </message>
    <message>
        <source>Choose what leaves, and where to.</source>
        <translation>Wähle den Inhalt und den Zielordner.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Bring in a picture first.</source>
        <translation>Füge zuerst ein Bild hinzu.</translation>
    </message>
    <message>
        <source>There is nobody to export.</source>
        <translation>Es gibt niemanden zu exportieren.</translation>
    </message>
    <message>
        <source>Turn at least one on.</source>
        <translation>Schalte mindestens eines ein.</translation>
    </message>
    <message>
        <source>No target is chosen.</source>
        <translation>Kein Ziel ist gewählt.</translation>
    </message>
    <message>
        <source>Remember the export</source>
        <translation>Export merken</translation>
    </message>
    <message>
        <source>Export {names}</source>
        <translation>{names} exportieren</translation>
    </message>
    <message>
        <source>Everything was up to date; nothing was written.</source>
        <translation>Alles war aktuell; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>{count} files exported.</source>
        <translation>{count} Dateien exportiert.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Nothing was exported: {count} files are in the way.</source>
        <translation>Nichts exportiert: {count} Dateien sind im Weg.</translation>
    </message>
    <message>
        <source>Decide what happens to them.</source>
        <translation>Entscheide, was mit ihnen geschieht.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>The export was cancelled. The folder is as it was.</source>
        <translation>Der Export wurde abgebrochen. Der Ordner ist, wie er war.</translation>
    </message>
    <message>
        <source>Not exported</source>
        <translation>Nicht exportiert</translation>
    </message>
    <message>
        <source>This project</source>
        <translation>Dieses Projekt</translation>
    </message>
    <message>
        <source>Ready-made</source>
        <translation>Fertige</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>Nicht installiert</translation>
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
        <translation>Der Ausdruck von {name} ist kopiert.</translation>
    </message>
    <message>
        <source>Paste expression</source>
        <translation>Ausdruck einfügen</translation>
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
        <translation>Zurück zur Vorlage (Strg+Umschalt+0)</translation>
    </message>
    <message>
        <source>Save as preset… (Ctrl+Shift+P)</source>
        <translation>Als Vorgabe speichern … (Strg+Umschalt+P)</translation>
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
        <translation>Ausdrücke</translation>
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
        <translation>Suchen oder tippen: joy:0.7, joy+surprise:0.5</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>Alle Gruppen</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>Für wen</translation>
    </message>
    <message>
        <source>Expressions</source>
        <translation>Ausdrücke</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add all shown</source>
        <translation>Alle gezeigten hinzufügen</translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation>{count} von {total}</translation>
    </message>
    <message>
        <source>Basic</source>
        <translation>Grundlegend</translation>
    </message>
    <message>
        <source>Emotion words</source>
        <translation>Gefühlsworte</translation>
    </message>
    <message>
        <source>Mouth shapes</source>
        <translation>Mundformen</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>Augen</translation>
    </message>
    <message>
        <source>Game</source>
        <translation>Spiel</translation>
    </message>
    <message>
        <source>Vowels</source>
        <translation>Vokale</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Enter adds “{title}”</source>
        <translation>Eingabe fügt „{title}“ hinzu</translation>
    </message>
    <message>
        <source>Add {count}</source>
        <translation>{count} hinzufügen</translation>
    </message>
    <message>
        <source>Add all {count} shown</source>
        <translation>Alle {count} gezeigten hinzufügen</translation>
    </message>
</context>
<context>
    <name>FaceDiagram</name>
    <message>
        <source>Where the point goes</source>
        <translation>Wohin der Punkt gehört</translation>
    </message>
</context>
<context>
    <name>FaceDragController</name>
    <message>
        <source>Find the handles of the face</source>
        <translation>Anfasser des Gesichts suchen</translation>
    </message>
    <message>
        <source>Reset {part}</source>
        <translation>{part} zurücksetzen</translation>
    </message>
    <message>
        <source>Drag {part}</source>
        <translation>{part} ziehen</translation>
    </message>
    <message>
        <source>inner brow</source>
        <translation>innere Braue</translation>
    </message>
    <message>
        <source>outer brow</source>
        <translation>äußere Braue</translation>
    </message>
    <message>
        <source>upper lid</source>
        <translation>Oberlid</translation>
    </message>
    <message>
        <source>lower lid</source>
        <translation>Unterlid</translation>
    </message>
    <message>
        <source>gaze</source>
        <translation>Blick</translation>
    </message>
    <message>
        <source>cheek</source>
        <translation>Wange</translation>
    </message>
    <message>
        <source>nose wing</source>
        <translation>Nasenflügel</translation>
    </message>
    <message>
        <source>mouth corner</source>
        <translation>Mundwinkel</translation>
    </message>
    <message>
        <source>upper lip</source>
        <translation>Oberlippe</translation>
    </message>
    <message>
        <source>lower lip</source>
        <translation>Unterlippe</translation>
    </message>
    <message>
        <source>chin</source>
        <translation>Kinn</translation>
    </message>
    <message>
        <source>head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>head tilt</source>
        <translation>Kopfneigung</translation>
    </message>
</context>
<context>
    <name>FaceHandlesTool</name>
    <message>
        <source>Inner brow</source>
        <translation>Innere Braue</translation>
    </message>
    <message>
        <source>Outer brow</source>
        <translation>Äußere Braue</translation>
    </message>
    <message>
        <source>Upper lid</source>
        <translation>Oberlid</translation>
    </message>
    <message>
        <source>Lower lid</source>
        <translation>Unterlid</translation>
    </message>
    <message>
        <source>Gaze</source>
        <translation>Blick</translation>
    </message>
    <message>
        <source>Cheek</source>
        <translation>Wange</translation>
    </message>
    <message>
        <source>Nose wing</source>
        <translation>Nasenflügel</translation>
    </message>
    <message>
        <source>Mouth corner</source>
        <translation>Mundwinkel</translation>
    </message>
    <message>
        <source>Upper lip</source>
        <translation>Oberlippe</translation>
    </message>
    <message>
        <source>Lower lip</source>
        <translation>Unterlippe</translation>
    </message>
    <message>
        <source>Jaw</source>
        <translation>Kiefer</translation>
    </message>
    <message>
        <source>Turn the head</source>
        <translation>Kopf drehen</translation>
    </message>
    <message>
        <source>Tilt the head</source>
        <translation>Kopf neigen</translation>
    </message>
</context>
<context>
    <name>FacePicker</name>
    <message>
        <source>{number} · drawn</source>
        <translation>{number} · gewählt</translation>
    </message>
    <message>
        <source>{count} faces: click another to draw that one</source>
        <translation>{count} Gesichter: Klicke ein anderes an, um dieses zu zeichnen</translation>
    </message>
    <message>
        <source>Faces in the film</source>
        <translation>Gesichter im Film</translation>
    </message>
    <message>
        <source>Face {number} of {count}</source>
        <translation>Gesicht {number} von {count}</translation>
    </message>
</context>
<context>
    <name>FacesPane</name>
    <message>
        <source>Whose character shall it be?</source>
        <translation>Wessen Figur soll es werden?</translation>
    </message>
    <message>
        <source>Face {number}</source>
        <translation>Gesicht {number}</translation>
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
        <translation>Überschreiben verwirft diese Änderungen; die Sicherung daneben behält sie bis zum nächsten Speichern.</translation>
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
        <translation>Sicherungen (*.avatar.bak)</translation>
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
        <translation>Bilder ({pattern})</translation>
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
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Files that the export would write</source>
        <translation>Dateien, die der Export schreiben würde</translation>
    </message>
    <message>
        <source>Last export</source>
        <translation>Letzter Export</translation>
    </message>
    <message>
        <source>Begin with {file}.</source>
        <translation>Beginne mit {file}.</translation>
    </message>
    <message>
        <source>{count} in the way</source>
        <translation>{count} im Weg</translation>
    </message>
    <message>
        <source>{count} new</source>
        <translation>{count} neu</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>{count} geändert</translation>
    </message>
    <message>
        <source>{count} removed</source>
        <translation>{count} entfernt</translation>
    </message>
    <message>
        <source>{count} left alone</source>
        <translation>{count} nicht angerührt</translation>
    </message>
    <message>
        <source>{count} unchanged</source>
        <translation>{count} unverändert</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… und {count} weitere</translation>
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
        <translation>Das ist die Sicherung von „{name}“.</translation>
    </message>
    <message>
        <source>Save it to keep it.</source>
        <translation>Speichere, um es zu behalten.</translation>
    </message>
    <message>
        <source>The version before the last save can be opened.</source>
        <translation>Die Fassung vor dem letzten Speichern lässt sich öffnen.</translation>
    </message>
    <message>
        <source>Open the backup</source>
        <translation>Sicherung öffnen</translation>
    </message>
    <message>
        <source>No backup lies beside it. Look for an older copy of the file.</source>
        <translation>Daneben liegt keine Sicherung. Suche nach einer älteren Kopie der Datei.</translation>
    </message>
</context>
<context>
    <name>FilmQuestion</name>
    <message>
        <source>Whose face is it?</source>
        <translation>Wessen Gesicht ist es?</translation>
    </message>
    <message>
        <source>“{name}” shows {count} people. Choose the one who acts.</source>
        <translation>„{name}“ zeigt {count} Menschen. Wähle den, der spielt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Read this face</source>
        <translation>Dieses Gesicht lesen</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>Gelesen von</translation>
    </message>
</context>
<context>
    <name>FolderButton</name>
    <message>
        <source>Export folder</source>
        <translation>Exportordner</translation>
    </message>
    <message>
        <source>Drag it out to another program.</source>
        <translation>In ein anderes Programm ziehen.</translation>
    </message>
    <message>
        <source>It is made by the export.</source>
        <translation>Er entsteht beim Exportieren.</translation>
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
        <source>The picture’s own</source>
        <translation>Wie das Bild</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Ganz</translation>
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
        <translation>Ankerpunkt, x</translation>
    </message>
    <message>
        <source>Pivot, y</source>
        <translation>Ankerpunkt, y</translation>
    </message>
    <message>
        <source>Long side</source>
        <translation>Lange Seite</translation>
    </message>
    <message>
        <source>0 takes the picture’s own size, up to 512 px.</source>
        <translation>0 nimmt die Größe des Bildes, bis 512 px.</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>Which part of the picture becomes the frame.</source>
        <translation>Welcher Teil des Bildes zum Einzelbild wird.</translation>
    </message>
    <message>
        <source>Pivot</source>
        <translation>Ankerpunkt</translation>
    </message>
    <message>
        <source>The point that stays put in the engine: 0, 0 is top left.</source>
        <translation>Der Punkt, der in der Engine fest bleibt: 0, 0 ist oben links.</translation>
    </message>
    <message>
        <source>Pixel art</source>
        <translation>Pixelkunst</translation>
    </message>
    <message>
        <source>No smoothing, here and in the engine.</source>
        <translation>Kein Glätten, hier und in der Engine.</translation>
    </message>
    <message>
        <source>Frame size</source>
        <translation>Größe des Einzelbilds</translation>
    </message>
    <message>
        <source>Crop of the export</source>
        <translation>Ausschnitt des Exports</translation>
    </message>
    <message>
        <source>Frames of {width} × {height} px.</source>
        <translation>Einzelbilder von {width} × {height} px.</translation>
    </message>
</context>
<context>
    <name>Genes</name>
    <message>
        <source>Accent hue</source>
        <translation>Akzentfarbton</translation>
    </message>
    <message>
        <source>Afro</source>
        <translation>Afro</translation>
    </message>
    <message>
        <source>Age signs</source>
        <translation>Altersspuren</translation>
    </message>
    <message>
        <source>Anger</source>
        <translation>Wut</translation>
    </message>
    <message>
        <source>Armour</source>
        <translation>Rüstung</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Background hue</source>
        <translation>Farbton des Hintergrunds</translation>
    </message>
    <message>
        <source>Bald</source>
        <translation>Glatze</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>Haarband</translation>
    </message>
    <message>
        <source>Beanie</source>
        <translation>Mütze</translation>
    </message>
    <message>
        <source>Beard</source>
        <translation>Bart</translation>
    </message>
    <message>
        <source>Beauty mark</source>
        <translation>Schönheitsfleck</translation>
    </message>
    <message>
        <source>Blunt</source>
        <translation>Gerade</translation>
    </message>
    <message>
        <source>Blush</source>
        <translation>Wangenröte</translation>
    </message>
    <message>
        <source>Bob</source>
        <translation>Bob</translation>
    </message>
    <message>
        <source>Bow</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>Braids</source>
        <translation>Flechtzöpfe</translation>
    </message>
    <message>
        <source>Brow</source>
        <translation>Braue</translation>
    </message>
    <message>
        <source>Brow arch</source>
        <translation>Brauenbogen</translation>
    </message>
    <message>
        <source>Brow height</source>
        <translation>Brauenhöhe</translation>
    </message>
    <message>
        <source>Brow length</source>
        <translation>Brauenlänge</translation>
    </message>
    <message>
        <source>Brow thickness</source>
        <translation>Brauendicke</translation>
    </message>
    <message>
        <source>Brow tilt</source>
        <translation>Brauenneigung</translation>
    </message>
    <message>
        <source>Brows</source>
        <translation>Brauen</translation>
    </message>
    <message>
        <source>Bun</source>
        <translation>Dutt</translation>
    </message>
    <message>
        <source>Buzz</source>
        <translation>Raspelkurz</translation>
    </message>
    <message>
        <source>Cel</source>
        <translation>Cel-Shading</translation>
    </message>
    <message>
        <source>Cheek</source>
        <translation>Wange</translation>
    </message>
    <message>
        <source>Cheekbones</source>
        <translation>Wangenknochen</translation>
    </message>
    <message>
        <source>Cheeks</source>
        <translation>Wangen</translation>
    </message>
    <message>
        <source>Chevron</source>
        <translation>Chevron</translation>
    </message>
    <message>
        <source>Chin length</source>
        <translation>Kinnlänge</translation>
    </message>
    <message>
        <source>Chin width</source>
        <translation>Kinnbreite</translation>
    </message>
    <message>
        <source>Clothes</source>
        <translation>Kleidung</translation>
    </message>
    <message>
        <source>Clothes and glasses</source>
        <translation>Kleidung und Brille</translation>
    </message>
    <message>
        <source>Clothes depth</source>
        <translation>Tontiefe der Kleidung</translation>
    </message>
    <message>
        <source>Clothes hue</source>
        <translation>Farbton der Kleidung</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Kurzhaarschnitt</translation>
    </message>
    <message>
        <source>Curled</source>
        <translation>Gezwirbelt</translation>
    </message>
    <message>
        <source>Curly long</source>
        <translation>Lange Locken</translation>
    </message>
    <message>
        <source>Curly short</source>
        <translation>Kurze Locken</translation>
    </message>
    <message>
        <source>Curtain</source>
        <translation>Vorhang</translation>
    </message>
    <message>
        <source>Disc</source>
        <translation>Scheibe</translation>
    </message>
    <message>
        <source>Disgust</source>
        <translation>Ekel</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Zeichnung</translation>
    </message>
    <message>
        <source>Drawing style</source>
        <translation>Zeichenstil</translation>
    </message>
    <message>
        <source>Dress</source>
        <translation>Kleid</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Tropfen</translation>
    </message>
    <message>
        <source>Dyed tips</source>
        <translation>Gefärbte Spitzen</translation>
    </message>
    <message>
        <source>Ear flare</source>
        <translation>Abstehende Ohren</translation>
    </message>
    <message>
        <source>Ear-rings</source>
        <translation>Ohrringe</translation>
    </message>
    <message>
        <source>Ears</source>
        <translation>Ohren</translation>
    </message>
    <message>
        <source>Eye height</source>
        <translation>Augenhöhe</translation>
    </message>
    <message>
        <source>Eye roundness</source>
        <translation>Augenrundung</translation>
    </message>
    <message>
        <source>Eye shadow</source>
        <translation>Lidschatten</translation>
    </message>
    <message>
        <source>Eye size</source>
        <translation>Augengröße</translation>
    </message>
    <message>
        <source>Eye spacing</source>
        <translation>Augenabstand</translation>
    </message>
    <message>
        <source>Eye tilt</source>
        <translation>Augenneigung</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>Augen</translation>
    </message>
    <message>
        <source>Face length</source>
        <translation>Gesichtslänge</translation>
    </message>
    <message>
        <source>Fear</source>
        <translation>Angst</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>Flächig</translation>
    </message>
    <message>
        <source>Flower</source>
        <translation>Blume</translation>
    </message>
    <message>
        <source>Forehead</source>
        <translation>Stirn</translation>
    </message>
    <message>
        <source>Freckles</source>
        <translation>Sommersprossen</translation>
    </message>
    <message>
        <source>Fringe</source>
        <translation>Pony</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Vollbart</translation>
    </message>
    <message>
        <source>Glasses</source>
        <translation>Brille</translation>
    </message>
    <message>
        <source>Glow</source>
        <translation>Schein</translation>
    </message>
    <message>
        <source>Goatee</source>
        <translation>Kinnbart</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Hair</source>
        <translation>Haar</translation>
    </message>
    <message>
        <source>Hair colour strength</source>
        <translation>Farbkraft des Haars</translation>
    </message>
    <message>
        <source>Hair depth</source>
        <translation>Tontiefe des Haars</translation>
    </message>
    <message>
        <source>Hair hue</source>
        <translation>Farbton des Haars</translation>
    </message>
    <message>
        <source>Hair length</source>
        <translation>Haarlänge</translation>
    </message>
    <message>
        <source>Hairstyle</source>
        <translation>Frisur</translation>
    </message>
    <message>
        <source>Half</source>
        <translation>Halbrand</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Head width</source>
        <translation>Kopfbreite</translation>
    </message>
    <message>
        <source>Headscarf</source>
        <translation>Kopftuch</translation>
    </message>
    <message>
        <source>Hood</source>
        <translation>Kapuze</translation>
    </message>
    <message>
        <source>Hoodie</source>
        <translation>Hoodie</translation>
    </message>
    <message>
        <source>Hoop</source>
        <translation>Kreole</translation>
    </message>
    <message>
        <source>Iris colour strength</source>
        <translation>Farbkraft der Iris</translation>
    </message>
    <message>
        <source>Iris depth</source>
        <translation>Tontiefe der Iris</translation>
    </message>
    <message>
        <source>Iris hue</source>
        <translation>Farbton der Iris</translation>
    </message>
    <message>
        <source>Iris size</source>
        <translation>Irisgröße</translation>
    </message>
    <message>
        <source>Jacket</source>
        <translation>Jacke</translation>
    </message>
    <message>
        <source>Jagged</source>
        <translation>Gezackt</translation>
    </message>
    <message>
        <source>Jaw corner</source>
        <translation>Kieferwinkel</translation>
    </message>
    <message>
        <source>Jaw width</source>
        <translation>Kieferbreite</translation>
    </message>
    <message>
        <source>Joy</source>
        <translation>Freude</translation>
    </message>
    <message>
        <source>Lashes</source>
        <translation>Wimpern</translation>
    </message>
    <message>
        <source>Lid crease</source>
        <translation>Lidfalte</translation>
    </message>
    <message>
        <source>Line weight</source>
        <translation>Strichstärke</translation>
    </message>
    <message>
        <source>Lip colour</source>
        <translation>Lippenfarbe</translation>
    </message>
    <message>
        <source>Locs</source>
        <translation>Locs</translation>
    </message>
    <message>
        <source>Long straight</source>
        <translation>Lang und glatt</translation>
    </message>
    <message>
        <source>Long wavy</source>
        <translation>Lang und wellig</translation>
    </message>
    <message>
        <source>Lower lip</source>
        <translation>Unterlippe</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittellang</translation>
    </message>
    <message>
        <source>Messy</source>
        <translation>Zerzaust</translation>
    </message>
    <message>
        <source>Mohawk</source>
        <translation>Irokese</translation>
    </message>
    <message>
        <source>Moustache</source>
        <translation>Schnurrbart</translation>
    </message>
    <message>
        <source>Mouth</source>
        <translation>Mund</translation>
    </message>
    <message>
        <source>Mouth height</source>
        <translation>Mundhöhe</translation>
    </message>
    <message>
        <source>Mouth width</source>
        <translation>Mundbreite</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Gedämpft</translation>
    </message>
    <message>
        <source>Natural</source>
        <translation>Natürlich</translation>
    </message>
    <message>
        <source>Neck</source>
        <translation>Hals</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>Nose</source>
        <translation>Nase</translation>
    </message>
    <message>
        <source>Nose bridge</source>
        <translation>Nasenrücken</translation>
    </message>
    <message>
        <source>Nose length</source>
        <translation>Nasenlänge</translation>
    </message>
    <message>
        <source>Nose width</source>
        <translation>Nasenbreite</translation>
    </message>
    <message>
        <source>Ornament</source>
        <translation>Haarschmuck</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>Palette</translation>
    </message>
    <message>
        <source>Parting</source>
        <translation>Scheitel</translation>
    </message>
    <message>
        <source>Pastel</source>
        <translation>Pastell</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Spange</translation>
    </message>
    <message>
        <source>Pixie</source>
        <translation>Pixie</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>Einfarbig</translation>
    </message>
    <message>
        <source>Ponytail</source>
        <translation>Pferdeschwanz</translation>
    </message>
    <message>
        <source>Quiff</source>
        <translation>Tolle</translation>
    </message>
    <message>
        <source>Rays</source>
        <translation>Strahlen</translation>
    </message>
    <message>
        <source>Resting mouth</source>
        <translation>Mund in Ruhe</translation>
    </message>
    <message>
        <source>Robe</source>
        <translation>Robe</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Rund</translation>
    </message>
    <message>
        <source>Sadness</source>
        <translation>Trauer</translation>
    </message>
    <message>
        <source>Sailor</source>
        <translation>Matrose</translation>
    </message>
    <message>
        <source>Scar</source>
        <translation>Narbe</translation>
    </message>
    <message>
        <source>Shirt</source>
        <translation>Hemd</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>Kurz</translation>
    </message>
    <message>
        <source>Shoulders</source>
        <translation>Schultern</translation>
    </message>
    <message>
        <source>Side part</source>
        <translation>Seitenscheitel</translation>
    </message>
    <message>
        <source>Skin</source>
        <translation>Haut</translation>
    </message>
    <message>
        <source>Skin tone</source>
        <translation>Hautton</translation>
    </message>
    <message>
        <source>Slick</source>
        <translation>Glatt gekämmt</translation>
    </message>
    <message>
        <source>Soft</source>
        <translation>Weich</translation>
    </message>
    <message>
        <source>Space buns</source>
        <translation>Doppeldutt</translation>
    </message>
    <message>
        <source>Spiky</source>
        <translation>Stachelig</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Geteilt</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Eckig</translation>
    </message>
    <message>
        <source>Strand pattern</source>
        <translation>Strähnenmuster</translation>
    </message>
    <message>
        <source>Stubble</source>
        <translation>Stoppeln</translation>
    </message>
    <message>
        <source>Stud</source>
        <translation>Stecker</translation>
    </message>
    <message>
        <source>Surprise</source>
        <translation>Überraschung</translation>
    </message>
    <message>
        <source>Swept</source>
        <translation>Zur Seite</translation>
    </message>
    <message>
        <source>Tee</source>
        <translation>T-Shirt</translation>
    </message>
    <message>
        <source>Thin</source>
        <translation>Schmal</translation>
    </message>
    <message>
        <source>Turtleneck</source>
        <translation>Rollkragen</translation>
    </message>
    <message>
        <source>Twin tails</source>
        <translation>Zwei Zöpfe</translation>
    </message>
    <message>
        <source>Undertone</source>
        <translation>Unterton</translation>
    </message>
    <message>
        <source>Upper lip</source>
        <translation>Oberlippe</translation>
    </message>
    <message>
        <source>V neck</source>
        <translation>V-Ausschnitt</translation>
    </message>
    <message>
        <source>Vivid</source>
        <translation>Kräftig</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Fülle</translation>
    </message>
    <message>
        <source>Wave</source>
        <translation>Wellen</translation>
    </message>
    <message>
        <source>Wispy</source>
        <translation>Fransig</translation>
    </message>
    <message>
        <source>another arrangement of the strands</source>
        <translation>eine andere Anordnung der Strähnen</translation>
    </message>
    <message>
        <source>barely seen to strong</source>
        <translation>kaum zu sehen bis kräftig</translation>
    </message>
    <message>
        <source>close to the eye to high</source>
        <translation>nah am Auge bis hoch</translation>
    </message>
    <message>
        <source>close to wide apart</source>
        <translation>eng bis weit auseinander</translation>
    </message>
    <message>
        <source>colour wheel: 0 and 1 are the same pink-red</source>
        <translation>Farbkreis: 0 und 1 sind dasselbe Rosarot</translation>
    </message>
    <message>
        <source>cool rose to warm olive</source>
        <translation>kühles Rosé bis warmes Oliv</translation>
    </message>
    <message>
        <source>cut of the hair, or what covers it</source>
        <translation>Haarschnitt oder was das Haar bedeckt</translation>
    </message>
    <message>
        <source>downturned to smiling</source>
        <translation>herabgezogen bis lächelnd</translation>
    </message>
    <message>
        <source>drooping to cat-like</source>
        <translation>hängend bis katzenhaft</translation>
    </message>
    <message>
        <source>flat shapes, hard or soft shading</source>
        <translation>flache Formen, harte oder weiche Schatten</translation>
    </message>
    <message>
        <source>flat to full</source>
        <translation>flach bis füllig</translation>
    </message>
    <message>
        <source>gentle to stern</source>
        <translation>sanft bis streng</translation>
    </message>
    <message>
        <source>grey to bright</source>
        <translation>grau bis leuchtend</translation>
    </message>
    <message>
        <source>grey to jewel-like</source>
        <translation>grau bis edelsteinhaft</translation>
    </message>
    <message>
        <source>hair above the lip</source>
        <translation>Haar über der Lippe</translation>
    </message>
    <message>
        <source>hair on chin and jaw</source>
        <translation>Haar an Kinn und Kiefer</translation>
    </message>
    <message>
        <source>hairline to bold</source>
        <translation>haarfein bis kräftig</translation>
    </message>
    <message>
        <source>high and soft to low and angular</source>
        <translation>hoch und weich bis tief und kantig</translation>
    </message>
    <message>
        <source>hollow to chubby</source>
        <translation>hohl bis pausbäckig</translation>
    </message>
    <message>
        <source>how colours are mixed</source>
        <translation>wie Farben gemischt werden</translation>
    </message>
    <message>
        <source>left in the picture, middle, right</source>
        <translation>links im Bild, Mitte, rechts</translation>
    </message>
    <message>
        <source>light to dark</source>
        <translation>hell bis dunkel</translation>
    </message>
    <message>
        <source>lightest to deepest, evenly over the Monk scale</source>
        <translation>hellster bis dunkelster, gleichmäßig über die Monk-Skala</translation>
    </message>
    <message>
        <source>like the skin to lipstick</source>
        <translation>wie die Haut bis Lippenstift</translation>
    </message>
    <message>
        <source>low to high</source>
        <translation>tief bis hoch</translation>
    </message>
    <message>
        <source>low to high hairline</source>
        <translation>tiefer bis hoher Haaransatz</translation>
    </message>
    <message>
        <source>lying close to standing out</source>
        <translation>anliegend bis abstehend</translation>
    </message>
    <message>
        <source>narrow to broad</source>
        <translation>schmal bis breit</translation>
    </message>
    <message>
        <source>narrow to round</source>
        <translation>schmal bis rund</translation>
    </message>
    <message>
        <source>narrow to wide</source>
        <translation>schmal bis breit</translation>
    </message>
    <message>
        <source>none to clearly another colour</source>
        <translation>gar nicht bis deutlich andersfarbig</translation>
    </message>
    <message>
        <source>none to many</source>
        <translation>keine bis viele</translation>
    </message>
    <message>
        <source>none to rosy cheeks</source>
        <translation>keine bis rosige Wangen</translation>
    </message>
    <message>
        <source>none to strong</source>
        <translation>ohne bis stark</translation>
    </message>
    <message>
        <source>none, then one that wanders over the face</source>
        <translation>keiner, dann einer, der über das Gesicht wandert</translation>
    </message>
    <message>
        <source>pale to dark</source>
        <translation>blass bis dunkel</translation>
    </message>
    <message>
        <source>plain to long</source>
        <translation>schlicht bis lang</translation>
    </message>
    <message>
        <source>pointed to broad</source>
        <translation>spitz bis breit</translation>
    </message>
    <message>
        <source>shape of the ear-rings</source>
        <translation>Form der Ohrringe</translation>
    </message>
    <message>
        <source>shape of the frame</source>
        <translation>Form der Fassung</translation>
    </message>
    <message>
        <source>short to long</source>
        <translation>kurz bis lang</translation>
    </message>
    <message>
        <source>shorter to longer within the style</source>
        <translation>kürzer bis länger innerhalb der Frisur</translation>
    </message>
    <message>
        <source>single lid to deep crease</source>
        <translation>ohne Falte bis tiefe Falte</translation>
    </message>
    <message>
        <source>sleek to wild</source>
        <translation>glatt bis wild</translation>
    </message>
    <message>
        <source>slender to strong</source>
        <translation>schlank bis kräftig</translation>
    </message>
    <message>
        <source>small to large</source>
        <translation>klein bis groß</translation>
    </message>
    <message>
        <source>small to wide</source>
        <translation>klein bis breit</translation>
    </message>
    <message>
        <source>smooth to deeply lined</source>
        <translation>glatt bis tief gefurcht</translation>
    </message>
    <message>
        <source>straight to arched</source>
        <translation>gerade bis gebogen</translation>
    </message>
    <message>
        <source>tapered to square</source>
        <translation>schmal zulaufend bis eckig</translation>
    </message>
    <message>
        <source>thin to bushy</source>
        <translation>dünn bis buschig</translation>
    </message>
    <message>
        <source>thin to full</source>
        <translation>schmal bis voll</translation>
    </message>
    <message>
        <source>what hangs over the forehead</source>
        <translation>was in die Stirn fällt</translation>
    </message>
    <message>
        <source>what is behind the character</source>
        <translation>was hinter der Figur ist</translation>
    </message>
    <message>
        <source>what is worn</source>
        <translation>was getragen wird</translation>
    </message>
    <message>
        <source>where an old scar is</source>
        <translation>wo eine alte Narbe sitzt</translation>
    </message>
    <message>
        <source>white to black</source>
        <translation>weiß bis schwarz</translation>
    </message>
    <message>
        <source>worn in the hair</source>
        <translation>im Haar getragen</translation>
    </message>
</context>
<context>
    <name>GenesPanel</name>
    <message>
        <source>Find a gene</source>
        <translation>Gen suchen</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>Somebody else by chance; what is locked stays  (R)</source>
        <translation>Zufällig jemand anderes; Gesperrtes bleibt  (R)</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The same number gives the same character</source>
        <translation>Dieselbe Zahl ergibt dieselbe Figur</translation>
    </message>
    <message>
        <source>Undo in this editor  (Ctrl+Z)</source>
        <translation>Rückgängig in diesem Editor  (Strg+Z)</translation>
    </message>
    <message>
        <source>Redo in this editor  (Ctrl+Shift+Z)</source>
        <translation>Wiederholen in diesem Editor  (Strg+Umschalt+Z)</translation>
    </message>
    <message>
        <source>Mutate</source>
        <translation>Abwandeln</translation>
    </message>
    <message>
        <source>A relative: everything that is not locked changes a little  (M)</source>
        <translation>Eine Verwandte: Alles, was nicht gesperrt ist, ändert sich ein wenig  (M)</translation>
    </message>
    <message>
        <source>How much it changes</source>
        <translation>Wie viel sich ändert</translation>
    </message>
    <message>
        <source>How much relatives differ</source>
        <translation>Wie sehr Verwandte sich unterscheiden</translation>
    </message>
    <message>
        <source>a little</source>
        <translation>wenig</translation>
    </message>
    <message>
        <source>a lot</source>
        <translation>viel</translation>
    </message>
    <message>
        <source>No gene is called so.</source>
        <translation>So heißt kein Gen.</translation>
    </message>
</context>
<context>
    <name>GuideCard</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Take the last point away (Backspace)</source>
        <translation>Letzten Punkt wegnehmen (Rücktaste)</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Leave this point to be worked out (S)</source>
        <translation>Diesen Punkt berechnen lassen (S)</translation>
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
        <translation>Alle Punkte sind gesetzt</translation>
    </message>
    <message>
        <source>Drag points to correct them</source>
        <translation>Zieh Punkte, um sie zu korrigieren</translation>
    </message>
    <message>
        <source>Then press Done.</source>
        <translation>Klicke dann auf „Fertig“.</translation>
    </message>
    <message>
        <source>Point {number} of {count}</source>
        <translation>Punkt {number} von {count}</translation>
    </message>
    <message>
        <source>Good to have; press Done at any time</source>
        <translation>Hilfreich; „Fertig“ geht jederzeit</translation>
    </message>
    <message>
        <source>Click: {point}</source>
        <translation>Klicke: {point}</translation>
    </message>
</context>
<context>
    <name>GuideController</name>
    <message>
        <source>Read {name}</source>
        <translation>{name} lesen</translation>
    </message>
</context>
<context>
    <name>HeadStore</name>
    <message>
        <source>Thumbnail of {name}</source>
        <translation>Vorschaubild von {name}</translation>
    </message>
</context>
<context>
    <name>HelpController</name>
    <message>
        <source>The guide is missing.</source>
        <translation>Die Anleitung fehlt.</translation>
    </message>
    <message>
        <source>It lies in resources/docs/guide.md of the program.</source>
        <translation>Sie liegt in resources/docs/guide.md des Programms.</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>Looking at this machine. It takes a few seconds…</source>
        <translation>Dieser Rechner wird geprüft. Das dauert ein paar Sekunden …</translation>
    </message>
    <message>
        <source>What works on this machine</source>
        <translation>Was auf diesem Rechner geht</translation>
    </message>
    <message>
        <source>Look at this machine</source>
        <translation>Diesen Rechner prüfen</translation>
    </message>
    <message>
        <source>Nobody has looked: it was cancelled. Choose it again in the menu.</source>
        <translation>Nicht geprüft: Es wurde abgebrochen. Wähle es noch einmal im Menü.</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Engines</source>
        <translation>Zeichner</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressourcen</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>Alles funktioniert.</translation>
    </message>
    <message>
        <source>What needs you: {count}</source>
        <translation>Braucht dich: {count}</translation>
    </message>
    <message>
        <source>{ok} works, {note} optional and not there, {problem} needs you</source>
        <translation>{ok} funktioniert, {note} optional und nicht da, {problem} braucht dich</translation>
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
        <translation>Öffne die Liste der Aufträge.</translation>
    </message>
    <message>
        <source>Failed. {why}</source>
        <translation>Fehlgeschlagen. {why}</translation>
    </message>
    <message>
        <source>{title}: done in {time}</source>
        <translation>{title}: fertig in {time}</translation>
    </message>
</context>
<context>
    <name>JobsPanel</name>
    <message>
        <source>Cancel (Del)</source>
        <translation>Abbrechen (Entf)</translation>
    </message>
    <message>
        <source>Try again (R)</source>
        <translation>Noch einmal (R)</translation>
    </message>
    <message>
        <source>Copy details (Ctrl+C)</source>
        <translation>Einzelheiten kopieren (Strg+C)</translation>
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
        <translation>Früher	Strg+Auf</translation>
    </message>
    <message>
        <source>Later	Ctrl+Down</source>
        <translation>Später	Strg+Ab</translation>
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
        <translation>Etwas Unerwartetes ist schiefgegangen ({name}).</translation>
    </message>
    <message>
        <source>{count} a second</source>
        <translation>{count} je Sekunde</translation>
    </message>
    <message>
        <source>{count} a minute</source>
        <translation>{count} je Minute</translation>
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
    <name>KeyMenu</name>
    <message>
        <source>Stretch time</source>
        <translation>Zeit strecken</translation>
    </message>
    <message>
        <source>Hold that key</source>
        <translation>Diesen Schlüssel halten</translation>
    </message>
    <message>
        <source>Go on as it goes there</source>
        <translation>Weiter, wie es dort geht</translation>
    </message>
    <message>
        <source>Repeat all keys</source>
        <translation>Alle Schlüssel wiederholen</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Before the first key</source>
        <translation>Vor dem ersten Schlüssel</translation>
    </message>
    <message>
        <source>After the last key</source>
        <translation>Nach dem letzten Schlüssel</translation>
    </message>
    <message>
        <source>Easing</source>
        <translation>Beschleunigung</translation>
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
    <name>KeyTexts</name>
    <message>
        <source>{name}, {seconds} s</source>
        <translation>{name}, {seconds} s</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Schlüssel</translation>
    </message>
    <message>
        <source>{what} and {count} more</source>
        <translation>{what} und {count} weitere</translation>
    </message>
    <message>
        <source>{track}, {when} s
{what}
On to the next key: {easing}</source>
        <translation>{track}, {when} s
{what}
Weiter zum nächsten Schlüssel: {easing}</translation>
    </message>
    <message>
        <source>at rest</source>
        <translation>in Ruhe</translation>
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
        <translation>Waagrecht, Pixel</translation>
    </message>
    <message>
        <source>Down, pixels</source>
        <translation>Senkrecht, Pixel</translation>
    </message>
    <message>
        <source>Symmetry</source>
        <translation>Symmetrie</translation>
    </message>
    <message>
        <source>The point of the other side moves along, mirrored (X)</source>
        <translation>Der Punkt der anderen Seite bewegt sich gespiegelt mit (X)</translation>
    </message>
    <message>
        <source>This point as it was found (Backspace)</source>
        <translation>Dieser Punkt, wie er gefunden wurde (Rücktaste)</translation>
    </message>
    <message>
        <source>All as found</source>
        <translation>Alle wie gefunden</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y</translation>
    </message>
</context>
<context>
    <name>LandmarkTool</name>
    <message>
        <source>No point</source>
        <translation>Kein Punkt</translation>
    </message>
</context>
<context>
    <name>LandmarksController</name>
    <message>
        <source>Move {what}</source>
        <translation>{what} verschieben</translation>
    </message>
    <message>
        <source>Landmarks as found</source>
        <translation>Gesichtspunkte wie gefunden</translation>
    </message>
    <message>
        <source>a point back</source>
        <translation>Punkt zurück</translation>
    </message>
    <message>
        <source>Look for the face in {name}</source>
        <translation>Gesicht in {name} suchen</translation>
    </message>
</context>
<context>
    <name>LayerLine</name>
    <message>
        <source>Show or hide this layer</source>
        <translation>Diese Ebene zeigen oder ausblenden</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Weight: 0 % leaves what lies below as it is. Drag, or type.</source>
        <translation>Gewicht: 0 % lässt das Darunterliegende, wie es ist. Ziehen oder tippen.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Mode: {mode}</source>
        <translation>Modus: {mode}</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>Name of the layer</source>
        <translation>Name der Ebene</translation>
    </message>
    <message>
        <source>+  Add: sums with what lies below</source>
        <translation>+  Addieren: zählt zum Darunterliegenden hinzu</translation>
    </message>
    <message>
        <source>×  Multiply: scales what lies below, ×0 silences it</source>
        <translation>×  Multiplizieren: skaliert das Darunterliegende, ×0 schaltet es stumm</translation>
    </message>
    <message>
        <source>=  Overwrite: takes the place of what lies below</source>
        <translation>=  Überschreiben: ersetzt das Darunterliegende</translation>
    </message>
    <message>
        <source>Add: below + weight × layer</source>
        <translation>Addieren: unten + Gewicht × Ebene</translation>
    </message>
    <message>
        <source>Multiply: below × (1 + weight × (layer − 1)), only what is set here</source>
        <translation>Multiplizieren: unten × (1 + Gewicht × (Ebene − 1)), nur was hier gesetzt ist</translation>
    </message>
    <message>
        <source>Overwrite: below + weight × (layer − below), only what is set here</source>
        <translation>Überschreiben: unten + Gewicht × (Ebene − unten), nur was hier gesetzt ist</translation>
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
        <translation>Nach oben	Strg+Auf</translation>
    </message>
    <message>
        <source>Move down	Ctrl+Down</source>
        <translation>Nach unten	Strg+Ab</translation>
    </message>
    <message>
        <source>Delete	Del</source>
        <translation>Löschen	Entf</translation>
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
        <translation>Modus der Ebene</translation>
    </message>
    <message>
        <source>Layer weight</source>
        <translation>Gewicht der Ebene</translation>
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
        <translation>Platz für das Blinzeln</translation>
    </message>
    <message>
        <source>Add layer “{name}”</source>
        <translation>Ebene „{name}“ hinzufügen</translation>
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
        <translation>Zusammenfassen: alle Ebenen zu einer</translation>
    </message>
    <message>
        <source>+  Add</source>
        <translation>+  Addieren</translation>
    </message>
    <message>
        <source>×  Multiply</source>
        <translation>×  Multiplizieren</translation>
    </message>
    <message>
        <source>=  Overwrite</source>
        <translation>=  Überschreiben</translation>
    </message>
    <message>
        <source>Blink over any expression</source>
        <translation>Über jedem Ausdruck blinzeln</translation>
    </message>
</context>
<context>
    <name>LinkLine</name>
    <message>
        <source>Edit this expression on the face</source>
        <translation>Diesen Ausdruck am Gesicht bearbeiten</translation>
    </message>
    <message>
        <source>Make unique: give these keys a face of their own (U)</source>
        <translation>Lösen: diese Schlüsselbilder bekommen ein eigenes Gesicht (U)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>1 key</source>
        <translation>1 Schlüsselbild</translation>
    </message>
    <message>
        <source>{count} keys</source>
        <translation>{count} Schlüsselbilder</translation>
    </message>
    <message>
        <source>Mouth shapes of the talk</source>
        <translation>Mundformen der Sprache</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>Select its keys</source>
        <translation>Seine Schlüsselbilder auswählen</translation>
    </message>
    <message>
        <source>Edit on the face</source>
        <translation>Am Gesicht bearbeiten</translation>
    </message>
    <message>
        <source>Let it be what the character wears</source>
        <translation>Ersetzen durch das, was die Figur trägt</translation>
    </message>
    <message>
        <source>Make unique	U</source>
        <translation>Lösen	U</translation>
    </message>
</context>
<context>
    <name>LinksController</name>
    <message>
        <source>Link keys</source>
        <translation>Schlüsselbilder verknüpfen</translation>
    </message>
    <message>
        <source>Key {name}</source>
        <translation>{name} festhalten</translation>
    </message>
    <message>
        <source>Make unique</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Wear {name}</source>
        <translation>{name} tragen</translation>
    </message>
    <message>
        <source>Update “{name}”</source>
        <translation>„{name}“ aktualisieren</translation>
    </message>
    <message>
        <source>Change the face, then update “{name}”: all keys that point to it follow.</source>
        <translation>Ändere das Gesicht und aktualisiere dann „{name}“: alle verknüpften Schlüsselbilder folgen.</translation>
    </message>
    <message>
        <source>Update {name}</source>
        <translation>{name} aktualisieren</translation>
    </message>
    <message>
        <source>“{name}” is updated; {count} keys follow it.</source>
        <translation>„{name}“ ist aktualisiert; {count} Schlüsselbilder folgen.</translation>
    </message>
</context>
<context>
    <name>LinksPanel</name>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Take the marks of changed expressions away</source>
        <translation>Die Zeichen geänderter Ausdrücke wegnehmen</translation>
    </message>
    <message>
        <source>Expression for the selected keys</source>
        <translation>Ausdruck für die gewählten Schlüsselbilder</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Verknüpfen</translation>
    </message>
    <message>
        <source>The selected keys show this expression from now on, whatever becomes of it</source>
        <translation>Die gewählten Schlüsselbilder zeigen von nun an diesen Ausdruck, was auch aus ihm wird</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>A key at the playhead that shows this expression, whatever becomes of it</source>
        <translation>Ein Schlüssel am Abspielkopf, der diesen Ausdruck zeigt, was auch aus ihm wird</translation>
    </message>
    <message>
        <source>Make unique</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>The selected keys keep what they show, and follow nothing (U)</source>
        <translation>Die gewählten Schlüsselbilder behalten, was sie zeigen, und folgen nichts mehr (U)</translation>
    </message>
    <message>
        <source>No key points to an expression. Key one, or link selected keys: they follow it when it is edited.</source>
        <translation>Kein Schlüssel zeigt auf einen Ausdruck. Setze einen, oder verknüpfe gewählte Schlüssel: Sie folgen ihm, wenn er bearbeitet wird.</translation>
    </message>
    <message>
        <source>1 selected key</source>
        <translation>1 gewähltes Schlüsselbild</translation>
    </message>
    <message>
        <source>{count} selected keys</source>
        <translation>{count} gewählte Schlüsselbilder</translation>
    </message>
    <message>
        <source>At the playhead</source>
        <translation>Am Abspielkopf</translation>
    </message>
    <message>
        <source>1 key shows another face since an expression was edited.</source>
        <translation>1 Schlüsselbild zeigt ein anderes Gesicht, seit ein Ausdruck bearbeitet wurde.</translation>
    </message>
    <message>
        <source>{count} keys show another face since expressions were edited.</source>
        <translation>{count} Schlüsselbilder zeigen ein anderes Gesicht, seit Ausdrücke bearbeitet wurden.</translation>
    </message>
</context>
<context>
    <name>LiveController</name>
    <message>
        <source>Nothing can be heard</source>
        <translation>Es ist nichts zu hören</translation>
    </message>
    <message>
        <source>Set the resting face</source>
        <translation>Ruhegesicht setzen</translation>
    </message>
    <message>
        <source>This is the resting face now; it is kept with the character.</source>
        <translation>Das ist jetzt das Ruhegesicht; es bleibt bei der Figur.</translation>
    </message>
    <message>
        <source>Live take {number}</source>
        <translation>Live-Aufnahme {number}</translation>
    </message>
</context>
<context>
    <name>LivePanel</name>
    <message>
        <source>VMC (OSC)</source>
        <translation>VMC (OSC)</translation>
    </message>
    <message>
        <source>Live Link Face</source>
        <translation>Live Link Face</translation>
    </message>
    <message>
        <source>Calm small tremors</source>
        <translation>Kleines Zittern beruhigen</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>This is my resting face</source>
        <translation>Das ist mein Ruhegesicht</translation>
    </message>
    <message>
        <source>What comes now is taken for neutral; kept with the character</source>
        <translation>Was jetzt ankommt, gilt als neutral; bleibt bei der Figur</translation>
    </message>
    <message>
        <source>A face tracker on this computer moves the character. Nothing is heard from the network.</source>
        <translation>Eine Gesichtserfassung auf diesem Rechner bewegt die Figur. Aus dem Netz wird nichts gehört.</translation>
    </message>
    <message>
        <source>Port for VMC</source>
        <translation>Port für VMC</translation>
    </message>
    <message>
        <source>Port for Live Link Face</source>
        <translation>Port für Live Link Face</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Packets a second</source>
        <translation>Pakete je Sekunde</translation>
    </message>
    <message>
        <source>Malformed</source>
        <translation>Fehlerhaft</translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation>Unverstanden</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>127.0.0.1, port {ports}</source>
        <translation>127.0.0.1, Port {ports}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop at {seconds} s</source>
        <translation>Halt bei {seconds} s</translation>
    </message>
    <message>
        <source>{count} packets came too fast and were dropped.</source>
        <translation>{count} Pakete kamen zu schnell und wurden verworfen.</translation>
    </message>
</context>
<context>
    <name>LockButton</name>
    <message>
        <source>{what}: locked; random and mutate leave it alone</source>
        <translation>{what}: gesperrt; Zufall und Abwandeln lassen es, wie es ist</translation>
    </message>
    <message>
        <source>Lock {what}</source>
        <translation>{what} sperren</translation>
    </message>
</context>
<context>
    <name>LookEditor</name>
    <message>
        <source>Your own expressions</source>
        <translation>Deine eigenen Ausdrücke</translation>
    </message>
</context>
<context>
    <name>Magnifier</name>
    <message>
        <source>Magnifier</source>
        <translation>Lupe</translation>
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
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>From plugins</source>
        <translation>Aus Erweiterungen</translation>
    </message>
    <message>
        <source>Acting</source>
        <translation>Spiel</translation>
    </message>
    <message>
        <source>Transition</source>
        <translation>Übergang</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Bezüge</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
</context>
<context>
    <name>MarksMenu</name>
    <message>
        <source>Add a marker</source>
        <translation>Marke setzen</translation>
    </message>
    <message>
        <source>Add an event</source>
        <translation>Ereignis setzen</translation>
    </message>
    <message>
        <source>Add a tag</source>
        <translation>Abschnitt anlegen</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>Rückwärts</translation>
    </message>
    <message>
        <source>To and fro</source>
        <translation>Hin und her</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholung</translation>
    </message>
    <message>
        <source>{count} times</source>
        <translation>{count}-mal</translation>
    </message>
    <message>
        <source>Over and over</source>
        <translation>Immer wieder</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>Bildrate</translation>
    </message>
    <message>
        <source>{fps} fps</source>
        <translation>{fps} B/s</translation>
    </message>
    <message>
        <source>The clip&apos;s own</source>
        <translation>Die des Clips</translation>
    </message>
    <message>
        <source>Group…</source>
        <translation>Gruppe …</translation>
    </message>
    <message>
        <source>Tags of one group stand in one line:</source>
        <translation>Abschnitte einer Gruppe stehen in einer Zeile:</translation>
    </message>
    <message>
        <source>Leave out where the clip is drawn</source>
        <translation>Beim Zeichnen des Clips auslassen</translation>
    </message>
    <message>
        <source>Make it the loop range</source>
        <translation>Zur Schleife machen</translation>
    </message>
    <message>
        <source>Select the keys inside</source>
        <translation>Schlüssel darin wählen</translation>
    </message>
    <message>
        <source>Make a tag of it</source>
        <translation>Abschnitt daraus machen</translation>
    </message>
    <message>
        <source>No loop range</source>
        <translation>Keine Schleife</translation>
    </message>
    <message>
        <source>Make it an event</source>
        <translation>Zum Ereignis machen</translation>
    </message>
    <message>
        <source>What the method is given:</source>
        <translation>Was der Methode übergeben wird:</translation>
    </message>
    <message>
        <source>Argument…</source>
        <translation>Argument …</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Another…</source>
        <translation>Andere …</translation>
    </message>
</context>
<context>
    <name>MarksStrip</name>
    <message>
        <source>Tags, markers, events and the loop range</source>
        <translation>Abschnitte, Marken, Ereignisse und Schleife</translation>
    </message>
    <message>
        <source>Loop and markers</source>
        <translation>Schleife, Marken</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>Loop range, {start} to {end} s</source>
        <translation>Schleife, {start} bis {end} s</translation>
    </message>
    <message>
        <source>Marker {name}, {time} s</source>
        <translation>Marke {name}, {time} s</translation>
    </message>
    <message>
        <source>Event {name}, {time} s</source>
        <translation>Ereignis {name}, {time} s</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>vorwärts</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>rückwärts</translation>
    </message>
    <message>
        <source>to and fro</source>
        <translation>hin und her</translation>
    </message>
    <message>
        <source>{count} times</source>
        <translation>{count}-mal</translation>
    </message>
    <message>
        <source>over and over</source>
        <translation>immer wieder</translation>
    </message>
    <message>
        <source>Tag {name}, {start} to {end} s, {way}, {count}</source>
        <translation>Abschnitt {name}, {start} bis {end} s, {way}, {count}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>MatrixMenus</name>
    <message>
        <source>Look at it large</source>
        <translation>Groß ansehen</translation>
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
        <translation>Andere Varianten löschen</translation>
    </message>
    <message>
        <source>Delete drawings</source>
        <translation>Zeichnungen löschen</translation>
    </message>
    <message>
        <source>Remove from this character&apos;s set</source>
        <translation>Aus dem Satz dieser Figur nehmen</translation>
    </message>
    <message>
        <source>Remove from all sets</source>
        <translation>Aus allen Sätzen nehmen</translation>
    </message>
    <message>
        <source>Add expressions to {name}…</source>
        <translation>Ausdrücke zu {name} hinzufügen …</translation>
    </message>
    <message>
        <source>Select all of {name}</source>
        <translation>Alles von {name} wählen</translation>
    </message>
    <message>
        <source>Select this row</source>
        <translation>Diese Zeile wählen</translation>
    </message>
    <message>
        <source>Remove “{name}” from all sets</source>
        <translation>„{name}“ aus allen Sätzen nehmen</translation>
    </message>
    <message>
        <source>Draw what is missing or out of date ({count})</source>
        <translation>Fehlendes und Veraltetes zeichnen ({count})</translation>
    </message>
    <message>
        <source>Draw all again</source>
        <translation>Alle neu zeichnen</translation>
    </message>
</context>
<context>
    <name>MatrixModel</name>
    <message>
        <source>{expression}, {character}: {state}</source>
        <translation>{expression}, {character}: {state}</translation>
    </message>
    <message>
        <source>Not in this set</source>
        <translation>Nicht in diesem Satz</translation>
    </message>
    <message>
        <source>Not drawn</source>
        <translation>Nicht gezeichnet</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Wird gezeichnet</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>Out of date</source>
        <translation>Veraltet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>{count} variants</source>
        <translation>{count} Varianten</translation>
    </message>
    <message>
        <source>Likeness {score:.2f}</source>
        <translation>Ähnlichkeit {score:.2f}</translation>
    </message>
    <message>
        <source>Looks like someone else</source>
        <translation>Sieht nach jemand anderem aus</translation>
    </message>
</context>
<context>
    <name>MatrixView</name>
    <message>
        <source>Set of expressions</source>
        <translation>Satz von Ausdrücken</translation>
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
        <translation>Das Bild zurückholen oder wegnehmen (X)</translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Size of the brush ([ and ])</source>
        <translation>Pinselgröße ([ und ])</translation>
    </message>
    <message>
        <source>Softness</source>
        <translation>Weichheit</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Show faintly what was taken away</source>
        <translation>Weggenommenes schwach zeigen</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Forget all strokes: the cut-out as it was made</source>
        <translation>Alle Striche verwerfen: die Freistellung, wie sie entstand</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>MatteController</name>
    <message>
        <source>Keep with the brush</source>
        <translation>Mit dem Pinsel behalten</translation>
    </message>
    <message>
        <source>Remove with the brush</source>
        <translation>Mit dem Pinsel entfernen</translation>
    </message>
    <message>
        <source>Automatic cut-out of {name}</source>
        <translation>Automatische Freistellung von {name}</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Not installed</source>
        <translation>Nicht installiert</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Non-commercial</source>
        <translation>Nicht kommerziell</translation>
    </message>
    <message>
        <source>Free for every use</source>
        <translation>Frei für jeden Zweck</translation>
    </message>
    <message>
        <source>Progress of {title}</source>
        <translation>Fortschritt von {title}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Herunterladen …</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
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
        <translation>Prüfen</translation>
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
        <translation>{size} sind da</translation>
    </message>
    <message>
        <source>Not downloaded from here: import {name} from a file.</source>
        <translation>Wird nicht von hier geladen: Importiere {name} aus einer Datei.</translation>
    </message>
    <message>
        <source>size not known</source>
        <translation>Größe unbekannt</translation>
    </message>
    <message>
        <source>Download {title}</source>
        <translation>{title} herunterladen</translation>
    </message>
    <message>
        <source>Check {title}</source>
        <translation>{title} prüfen</translation>
    </message>
    <message>
        <source>The files cannot be deleted: {reason}.</source>
        <translation>Die Dateien lassen sich nicht löschen: {reason}.</translation>
    </message>
    <message>
        <source>Close what uses them and try again.</source>
        <translation>Schließe, was sie benutzt, und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Import {name}</source>
        <translation>{name} importieren</translation>
    </message>
    <message>
        <source>{title} is installed.</source>
        <translation>{title} ist installiert.</translation>
    </message>
    <message>
        <source>Remove it and download it again.</source>
        <translation>Entferne es und lade es noch einmal herunter.</translation>
    </message>
    <message>
        <source>{title} is what it should be.</source>
        <translation>{title} ist unversehrt.</translation>
    </message>
    <message>
        <source>{title} is there; no hash is known to compare it with.</source>
        <translation>{title} ist da; zum Vergleichen ist keine Prüfsumme bekannt.</translation>
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
        <translation>Anderen Ordner nehmen …</translation>
    </message>
    <message>
        <source>Back to the usual one</source>
        <translation>Zurück zum üblichen</translation>
    </message>
    <message>
        <source>Import from a file…</source>
        <translation>Aus einer Datei importieren …</translation>
    </message>
    <message>
        <source>All of these are optional. The puppet engine draws without any of them.</source>
        <translation>Alle sind optional. Die Puppe zeichnet ohne sie.</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Zugangsschlüssel</translation>
    </message>
    <message>
        <source>Only for models whose server asks for one</source>
        <translation>Nur für Modelle, deren Server einen verlangt</translation>
    </message>
    <message>
        <source>Kept in your settings file and sent to the model&apos;s own server alone.</source>
        <translation>Liegt in deiner Einstellungsdatei und geht nur an den Server des Modells.</translation>
    </message>
    <message>
        <source>{used} used, {free} free on its disk</source>
        <translation>{used} belegt, {free} frei auf dem Datenträger</translation>
    </message>
    <message>
        <source>Folder with models</source>
        <translation>Ordner mit Modellen</translation>
    </message>
    <message>
        <source>Model files</source>
        <translation>Modelldateien</translation>
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
        <translation>Alle Seiten aller Maßstäbe; Größe der größten</translation>
    </message>
    <message>
        <source>Sprites</source>
        <translation>Sprites</translation>
    </message>
    <message>
        <source>Frames on the pages; those that look the same share a place</source>
        <translation>Einzelbilder auf den Seiten; gleiche teilen sich einen Platz</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>In the graphics card: width × height × 4 bytes</source>
        <translation>In der Grafikkarte: Breite × Höhe × 4 Bytes</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>All pages as PNG</source>
        <translation>Alle Seiten als PNG</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Share of the pages without a sprite</source>
        <translation>Anteil der Seiten ohne Sprite</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längste</translation>
    </message>
    <message>
        <source>The longest animation</source>
        <translation>Die längste Animation</translation>
    </message>
    <message>
        <source>{count}  ·  {width} × {height}</source>
        <translation>{count}  ·  {width} × {height}</translation>
    </message>
    <message>
        <source>  ·  {count} merged</source>
        <translation>  ·  {count} zusammengelegt</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{name}, {seconds} s</source>
        <translation>{name}, {seconds} s</translation>
    </message>
</context>
<context>
    <name>OnionOptionsPopup</name>
    <message>
        <source>Frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Davor</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Bei</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Trail of</source>
        <translation>Spur von</translation>
    </message>
    <message>
        <source>Onion skin</source>
        <translation>Zwiebelhaut</translation>
    </message>
    <message>
        <source>Left corner of the mouth</source>
        <translation>Linker Mundwinkel</translation>
    </message>
    <message>
        <source>Right corner of the mouth</source>
        <translation>Rechter Mundwinkel</translation>
    </message>
    <message>
        <source>Upper lip</source>
        <translation>Oberlippe</translation>
    </message>
    <message>
        <source>Lower lip</source>
        <translation>Unterlippe</translation>
    </message>
    <message>
        <source>Chin</source>
        <translation>Kinn</translation>
    </message>
    <message>
        <source>Tip of the nose</source>
        <translation>Nasenspitze</translation>
    </message>
    <message>
        <source>Left brow</source>
        <translation>Linke Braue</translation>
    </message>
    <message>
        <source>Right brow</source>
        <translation>Rechte Braue</translation>
    </message>
    <message>
        <source>Left lid</source>
        <translation>Linkes Lid</translation>
    </message>
    <message>
        <source>Right lid</source>
        <translation>Rechtes Lid</translation>
    </message>
    <message>
        <source>Left iris</source>
        <translation>Linke Iris</translation>
    </message>
    <message>
        <source>Right iris</source>
        <translation>Rechte Iris</translation>
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
    <name>PassageChart</name>
    <message>
        <source>When each part of the face moves</source>
        <translation>Wann sich welcher Teil des Gesichts bewegt</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>Augen</translation>
    </message>
    <message>
        <source>Brows</source>
        <translation>Brauen</translation>
    </message>
    <message>
        <source>Cheeks, nose</source>
        <translation>Wangen, Nase</translation>
    </message>
    <message>
        <source>Mouth, jaw</source>
        <translation>Mund, Kiefer</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation>{ms} ms</translation>
    </message>
</context>
<context>
    <name>PassageController</name>
    <message>
        <source>Write a transition</source>
        <translation>Übergang schreiben</translation>
    </message>
</context>
<context>
    <name>PassagePanel</name>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Zu</translation>
    </message>
    <message>
        <source>Swap both</source>
        <translation>Beide tauschen</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Come and go</source>
        <translation>Kommen, gehen</translation>
    </message>
    <message>
        <source>Micro</source>
        <translation>Mikro</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Leaks through within {low} to {high} ms</source>
        <translation>Bricht in {low} bis {high} ms durch</translation>
    </message>
    <message>
        <source>Keys follow the expressions</source>
        <translation>Schlüsselbilder folgen den Ausdrücken</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Write at the playhead</source>
        <translation>Am Abspielkopf schreiben</translation>
    </message>
    <message>
        <source>Where it begins; the face itself goes over from what it shows</source>
        <translation>Wo es beginnt; das Gesicht selbst geht von dem aus, was es zeigt</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langsam</translation>
    </message>
    <message>
        <source>Startled</source>
        <translation>Erschrocken</translation>
    </message>
    <message>
        <source>Felt</source>
        <translation>Gefühlt</translation>
    </message>
    <message>
        <source>Polite</source>
        <translation>Höflich</translation>
    </message>
    <message>
        <source>Leak</source>
        <translation>Verräterisch</translation>
    </message>
    <message>
        <source>40 ms</source>
        <translation>40 ms</translation>
    </message>
    <message>
        <source>500 ms</source>
        <translation>500 ms</translation>
    </message>
    <message>
        <source>Onset</source>
        <translation>Kommen</translation>
    </message>
    <message>
        <source>How long it takes to come</source>
        <translation>Wie lange es kommt</translation>
    </message>
    <message>
        <source>Apex</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>How long all of it stays</source>
        <translation>Wie lange es ganz da ist</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Gehen</translation>
    </message>
    <message>
        <source>How long it takes to go; feelings go more slowly</source>
        <translation>Wie lange es geht; Gefühle gehen langsamer</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Vorsprung</translation>
    </message>
    <message>
        <source>How far the eyes are ahead of the mouth</source>
        <translation>Wie weit die Augen dem Mund voraus sind</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>How much of the expression shows</source>
        <translation>Wie viel vom Ausdruck zu sehen ist</translation>
    </message>
    <message>
        <source>What the face shows</source>
        <translation>Was das Gesicht zeigt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Write a new clip</source>
        <translation>Neuen Clip schreiben</translation>
    </message>
</context>
<context>
    <name>PerformanceController</name>
    <message>
        <source>Reading the film again…</source>
        <translation>Der Film wird noch einmal gelesen …</translation>
    </message>
    <message>
        <source>“{name}” is imported without what could not be read.</source>
        <translation>„{name}“ ist importiert, ohne das, was nicht zu lesen war.</translation>
    </message>
    <message>
        <source>The file is as it was.</source>
        <translation>Die Datei ist, wie sie war.</translation>
    </message>
    <message>
        <source>“{name}” is imported: {count} keys.</source>
        <translation>„{name}“ ist importiert: {count} Schlüsselbilder.</translation>
    </message>
    <message>
        <source>Import {name}</source>
        <translation>{name} importieren</translation>
    </message>
</context>
<context>
    <name>PerformancePlot</name>
    <message>
        <source>The recording over time</source>
        <translation>Die Aufnahme im Lauf der Zeit</translation>
    </message>
    <message>
        <source>{time} s</source>
        <translation>{time} s</translation>
    </message>
</context>
<context>
    <name>PerformanceReview</name>
    <message>
        <source>Import a performance</source>
        <translation>Aufnahme importieren</translation>
    </message>
    <message>
        <source>Control that is shown</source>
        <translation>Gezeigter Regler</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>aufgenommen</translation>
    </message>
    <message>
        <source>clip</source>
        <translation>Clip</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation>1 Problem</translation>
    </message>
    <message>
        <source>{count} problems</source>
        <translation>{count} Probleme</translation>
    </message>
    <message>
        <source>Import the rest</source>
        <translation>Den Rest importieren</translation>
    </message>
    <message>
        <source>Import {seconds} s</source>
        <translation>{seconds} s importieren</translation>
    </message>
    <message>
        <source>The film breaks off: only the first {part} s of {whole} s can be read and imported.</source>
        <translation>Der Film bricht ab: Nur die ersten {part} s von {whole} s können gelesen und importiert werden.</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{count} words</source>
        <translation>{count} Wörter</translation>
    </message>
    <message>
        <source>{count} frames</source>
        <translation>{count} Bilder</translation>
    </message>
    <message>
        <source>{fps} fps</source>
        <translation>{fps} B/s</translation>
    </message>
    <message>
        <source>{count} controls move</source>
        <translation>{count} Regler bewegt</translation>
    </message>
    <message>
        <source>Nothing is wrong with it.</source>
        <translation>Es ist alles in Ordnung.</translation>
    </message>
    <message>
        <source>Working it out…</source>
        <translation>Wird berechnet…</translation>
    </message>
    <message>
        <source>{keys} keys for {frames} frames  ·  at most {error} % off</source>
        <translation>{keys} Schlüsselbilder für {frames} Bilder  ·  höchstens {error} % daneben</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>PicturePair</name>
    <message>
        <source>Reference</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Zeichnung</translation>
    </message>
    <message>
        <source>Reference and drawing</source>
        <translation>Vorlage und Zeichnung</translation>
    </message>
    <message>
        <source>Not drawn yet</source>
        <translation>Noch nicht gezeichnet</translation>
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
        <translation>Ankerpunkt</translation>
    </message>
    <message>
        <source>Drag the cross, or move it with the arrow keys. Ctrl: no snapping.</source>
        <translation>Zieh das Kreuz oder bewege es mit den Pfeiltasten. Strg: ohne Einrasten.</translation>
    </message>
</context>
<context>
    <name>PlaybackController</name>
    <message>
        <source>This clip cannot be played</source>
        <translation>Dieser Clip lässt sich nicht abspielen</translation>
    </message>
    <message>
        <source>“{name}” cannot be played</source>
        <translation>„{name}“ lässt sich nicht abspielen</translation>
    </message>
</context>
<context>
    <name>PluginCard</name>
    <message>
        <source>Runs code</source>
        <translation>Führt Code aus</translation>
    </message>
    <message>
        <source>Only data</source>
        <translation>Nur Daten</translation>
    </message>
    <message>
        <source>By {author}.</source>
        <translation>Von {author}.</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>Nicht verwendbar</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Use {title}</source>
        <translation>{title} verwenden</translation>
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
        <translation>Abgesicherter Start: Alle Erweiterungen bleiben bis zum nächsten Start aus.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Neu suchen</translation>
    </message>
    <message>
        <source>Exporters, expressions, engines and actions made by others.</source>
        <translation>Exporte, Ausdrücke, Zeichner und Befehle von anderen.</translation>
    </message>
    <message>
        <source>Put your own into {folder}</source>
        <translation>Lege eigene in {folder} ab</translation>
    </message>
</context>
<context>
    <name>PortraitPane</name>
    <message>
        <source>The character</source>
        <translation>Die Figur</translation>
    </message>
    <message>
        <source>Wear {expression}</source>
        <translation>{expression} tragen</translation>
    </message>
</context>
<context>
    <name>PosePanel</name>
    <message>
        <source>Auto-key</source>
        <translation>Auto-Schlüssel</translation>
    </message>
    <message>
        <source>Moving a control makes a key at the playhead (A)</source>
        <translation>Wer einen Regler bewegt, setzt am Abspielkopf einen Schlüssel (A)</translation>
    </message>
    <message>
        <source>Track for the keys</source>
        <translation>Spur für die Schlüssel</translation>
    </message>
    <message>
        <source>Where the keys go</source>
        <translation>Wohin die Schlüssel kommen</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>Make a key of this face at the playhead (Shift+A)</source>
        <translation>Dieses Gesicht am Abspielkopf festhalten (Umschalt+A)</translation>
    </message>
    <message>
        <source>Forget what is not keyed</source>
        <translation>Nicht Festgehaltenes verwerfen</translation>
    </message>
    <message>
        <source>{count} not keyed yet</source>
        <translation>{count} noch nicht gesetzt</translation>
    </message>
    <message>
        <source>Moving a control makes a key.</source>
        <translation>Jede Bewegung setzt einen Schlüssel.</translation>
    </message>
    <message>
        <source>Move controls, then key them.</source>
        <translation>Regler bewegen, dann setzen.</translation>
    </message>
    <message>
        <source>Track that fits</source>
        <translation>Passende Spur</translation>
    </message>
</context>
<context>
    <name>PresetShelf</name>
    <message>
        <source>Duplicate it; the copy is yours.</source>
        <translation>Verdopple sie; die Kopie gehört dir.</translation>
    </message>
    <message>
        <source>This preset belongs to the program.</source>
        <translation>Diese Vorgabe gehört zum Programm.</translation>
    </message>
    <message>
        <source>Rename preset</source>
        <translation>Vorgabe umbenennen</translation>
    </message>
    <message>
        <source>Tag preset</source>
        <translation>Vorgabe verschlagworten</translation>
    </message>
    <message>
        <source>Replace preset</source>
        <translation>Vorgabe ersetzen</translation>
    </message>
    <message>
        <source>Duplicate preset</source>
        <translation>Vorgabe verdoppeln</translation>
    </message>
    <message>
        <source>Delete preset</source>
        <translation>Vorgabe löschen</translation>
    </message>
    <message>
        <source>“{name}” is deleted from your library.</source>
        <translation>„{name}“ ist aus deiner Bibliothek gelöscht.</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>Als {file} gespeichert.</translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation>Vorgaben importieren</translation>
    </message>
    <message>
        <source>1 preset is added.</source>
        <translation>1 Vorgabe hinzugefügt.</translation>
    </message>
    <message>
        <source>{count} presets are added.</source>
        <translation>{count} Vorgaben hinzugefügt.</translation>
    </message>
</context>
<context>
    <name>PresetsController</name>
    <message>
        <source>There is no favourite {number} yet.</source>
        <translation>Favorit {number} gibt es noch nicht.</translation>
    </message>
    <message>
        <source>Star a preset to give it a digit key.</source>
        <translation>Zeichne eine Vorgabe aus, um ihr eine Zifferntaste zu geben.</translation>
    </message>
    <message>
        <source>{name} wears {expression}</source>
        <translation>{name} trägt {expression}</translation>
    </message>
    <message>
        <source>Move a slider or choose a word first.</source>
        <translation>Bewege zuerst einen Regler oder wähle ein Wort.</translation>
    </message>
    <message>
        <source>The face is at rest; there is nothing to save.</source>
        <translation>Das Gesicht ist in Ruhe; es gibt nichts zu speichern.</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Save preset “{name}”</source>
        <translation>Vorgabe „{name}“ speichern</translation>
    </message>
    <message>
        <source>“{name}” is saved.</source>
        <translation>„{name}“ ist gespeichert.</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>The set has it already.</source>
        <translation>Der Satz enthält ihn schon.</translation>
    </message>
    <message>
        <source>Add to the set</source>
        <translation>In den Satz aufnehmen</translation>
    </message>
    <message>
        <source>Added to the set of {name}.</source>
        <translation>In den Satz von {name} aufgenommen.</translation>
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
        <translation>Vorgaben aus einer Datei importieren …</translation>
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
        <translation>in diesem Projekt</translation>
    </message>
    <message>
        <source>in your library</source>
        <translation>in deiner Bibliothek</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No preset here is called that.</source>
        <translation>Keine Vorgabe hier heißt so.</translation>
    </message>
    <message>
        <source>Right-click a preset to star it; the first nine get the keys 1 to 9.</source>
        <translation>Rechtsklick auf eine Vorgabe zeichnet sie aus; die ersten neun bekommen die Tasten 1 bis 9.</translation>
    </message>
    <message>
        <source>No favourites yet</source>
        <translation>Noch keine Favoriten</translation>
    </message>
    <message>
        <source>Pose the face, then save it as a preset.</source>
        <translation>Forme das Gesicht und speichere es dann als Vorgabe.</translation>
    </message>
    <message>
        <source>No presets of your own</source>
        <translation>Keine eigenen Vorgaben</translation>
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
        <translation>Aus den Favoriten nehmen</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>Zu den Favoriten hinzufügen</translation>
    </message>
    <message>
        <source>Add to the set</source>
        <translation>In den Satz aufnehmen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Schlagworte …</translation>
    </message>
    <message>
        <source>Replace with what is worn</source>
        <translation>Durch den getragenen Ausdruck ersetzen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Duplicate into the project</source>
        <translation>Ins Projekt verdoppeln</translation>
    </message>
    <message>
        <source>Export to a file…</source>
        <translation>In eine Datei exportieren …</translation>
    </message>
    <message>
        <source>Rename preset</source>
        <translation>Vorgabe umbenennen</translation>
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
        <translation>Schlagworte, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Expressions (*.json)</source>
        <translation>Ausdrücke (*.json)</translation>
    </message>
    <message>
        <source>Export preset</source>
        <translation>Vorgabe exportieren</translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation>Vorgaben importieren</translation>
    </message>
</context>
<context>
    <name>PreviewController</name>
    <message>
        <source>Read the picture</source>
        <translation>Bild lesen</translation>
    </message>
    <message>
        <source>{engine} · {device} · {ms} ms</source>
        <translation>{engine} · {device} · {ms} ms</translation>
    </message>
    <message>
        <source>The picture cannot be drawn</source>
        <translation>Das Bild lässt sich nicht zeichnen</translation>
    </message>
</context>
<context>
    <name>ProjectCard</name>
    <message>
        <source>Keep at the front</source>
        <translation>Vorn anheften</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation>Suchen …</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>No longer keep at the front</source>
        <translation>Nicht mehr vorn anheften</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>File not found</source>
        <translation>Datei nicht gefunden</translation>
    </message>
</context>
<context>
    <name>ProjectSaver</name>
    <message>
        <source>Saving {name}…</source>
        <translation>{name} wird gespeichert …</translation>
    </message>
    <message>
        <source>Save {name}</source>
        <translation>{name} speichern</translation>
    </message>
    <message>
        <source>“{name}” was not saved.</source>
        <translation>„{name}“ wurde nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>RateChart</name>
    <message>
        <source>Packets a second</source>
        <translation>Pakete je Sekunde</translation>
    </message>
</context>
<context>
    <name>ReaderChoice</name>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Landmarks</source>
        <translation>Gesichtspunkte</translation>
    </message>
    <message>
        <source>Read from the shape of the face alone</source>
        <translation>Allein aus der Form des Gesichts gelesen</translation>
    </message>
    <message>
        <source>What reads the face</source>
        <translation>Was das Gesicht liest</translation>
    </message>
    <message>
        <source>Reads lids and lips more closely</source>
        <translation>Liest Lider und Lippen genauer</translation>
    </message>
    <message>
        <source>Not installed: it is “Face landmarker with expression reading” among the models</source>
        <translation>Nicht installiert: Es ist „Face landmarker with expression reading“ unter den Modellen</translation>
    </message>
</context>
<context>
    <name>ReadingDialog</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the whole text</source>
        <translation>Den ganzen Text kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>RecordingDialogs</name>
    <message>
        <source>Import a performance</source>
        <translation>Aufnahme importieren</translation>
    </message>
    <message>
        <source>All recordings ({pattern})</source>
        <translation>Alle Aufnahmen ({pattern})</translation>
    </message>
    <message>
        <source>Live Link Face ({pattern})</source>
        <translation>Live Link Face ({pattern})</translation>
    </message>
    <message>
        <source>Films ({pattern})</source>
        <translation>Filme ({pattern})</translation>
    </message>
    <message>
        <source>Sound ({pattern})</source>
        <translation>Ton ({pattern})</translation>
    </message>
    <message>
        <source>Lip-sync files ({pattern})</source>
        <translation>Lippensynchronisation ({pattern})</translation>
    </message>
</context>
<context>
    <name>RecordingReader</name>
    <message>
        <source>“{name}” was not imported</source>
        <translation>„{name}“ wurde nicht importiert</translation>
    </message>
    <message>
        <source>Read {name}</source>
        <translation>{name} lesen</translation>
    </message>
</context>
<context>
    <name>RecoveryController</name>
    <message>
        <source>Look for unsaved work</source>
        <translation>Ungesicherte Arbeit suchen</translation>
    </message>
    <message>
        <source>Recover {name}</source>
        <translation>{name} retten</translation>
    </message>
    <message>
        <source>“{name}” was discarded.</source>
        <translation>„{name}“ wurde verworfen.</translation>
    </message>
    <message>
        <source>Unreadable work</source>
        <translation>Unlesbare Arbeit</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>character</source>
        <translation>Figur</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>Figuren</translation>
    </message>
    <message>
        <source>waiting job</source>
        <translation>wartender Auftrag</translation>
    </message>
    <message>
        <source>waiting jobs</source>
        <translation>wartende Aufträge</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Unbenannt</translation>
    </message>
    <message>
        <source>{count} {what}</source>
        <translation>{count} {what}</translation>
    </message>
    <message>
        <source>Recovered, but for {names}.</source>
        <translation>Gerettet, bis auf {names}.</translation>
    </message>
    <message>
        <source>Draw or add it again.</source>
        <translation>Zeichne es neu oder füge es noch einmal hinzu.</translation>
    </message>
    <message>
        <source>Save it to keep it.</source>
        <translation>Speichere, um es zu behalten.</translation>
    </message>
    <message>
        <source>“{name}” is as it was.</source>
        <translation>„{name}“ ist, wie es war.</translation>
    </message>
    <message>
        <source>Unsaved work cannot be kept safe: {reason}</source>
        <translation>Ungespeicherte Arbeit lässt sich nicht sichern: {reason}</translation>
    </message>
    <message>
        <source>Save often, and make room on the disk.</source>
        <translation>Speichere oft und schaffe Platz auf dem Datenträger.</translation>
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
        <translation>Ob dieses Bild mitbestimmt, wer die Figur ist</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>How much it counts; double click for 1</source>
        <translation>Wie viel es zählt; Doppelklick für 1</translation>
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
        <translation>Wie Lider und das Innere des Mundes gemalt werden</translation>
    </message>
    <message>
        <source>More for this picture</source>
        <translation>Mehr zu diesem Bild</translation>
    </message>
    <message>
        <source>Keep the background</source>
        <translation>Hintergrund behalten</translation>
    </message>
    <message>
        <source>It has its own transparency</source>
        <translation>Es hat eigene Transparenz</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>Gezeichnet</translation>
    </message>
    <message>
        <source>Looks like somebody else</source>
        <translation>Sieht nach jemand anderem aus</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>Draw from this picture</source>
        <translation>Aus diesem Bild zeichnen</translation>
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
        <translation>{name} ersetzen</translation>
    </message>
</context>
<context>
    <name>ReferencesController</name>
    <message>
        <source>Include {name}</source>
        <translation>{name} einbeziehen</translation>
    </message>
    <message>
        <source>Leave {name} out</source>
        <translation>{name} weglassen</translation>
    </message>
    <message>
        <source>Weight of {name}</source>
        <translation>Gewicht von {name}</translation>
    </message>
    <message>
        <source>Draw from {name}</source>
        <translation>Aus {name} zeichnen</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Style of {name}</source>
        <translation>Stil von {name}</translation>
    </message>
    <message>
        <source>Keep the background of {name}</source>
        <translation>Hintergrund von {name} behalten</translation>
    </message>
    <message>
        <source>Cut out {name}</source>
        <translation>{name} freistellen</translation>
    </message>
    <message>
        <source>Compare the pictures of {name}</source>
        <translation>Bilder von {name} vergleichen</translation>
    </message>
</context>
<context>
    <name>RegionHeader</name>
    <message>
        <source>{count} changed</source>
        <translation>{count} geändert</translation>
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
    <name>ReviewSettingsPart</name>
    <message>
        <source>Name of the clip</source>
        <translation>Name des Clips</translation>
    </message>
    <message>
        <source>New clip</source>
        <translation>Neuer Clip</translation>
    </message>
    <message>
        <source>Layer at the playhead</source>
        <translation>Ebene am Abspielkopf</translation>
    </message>
    <message>
        <source>Where it goes</source>
        <translation>Wohin es geht</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>Gelesen von</translation>
    </message>
    <message>
        <source>What is said, if you have it</source>
        <translation>Was gesagt wird, falls bekannt</translation>
    </message>
    <message>
        <source>What is said</source>
        <translation>Was gesagt wird</translation>
    </message>
    <message>
        <source>Its sounds are laid over the recording; without it they are guessed. Press Return.</source>
        <translation>Seine Laute werden über die Aufnahme gelegt; ohne ihn werden sie geraten. Mit der Eingabetaste.</translation>
    </message>
    <message>
        <source>Take the mouth over</source>
        <translation>Den Mund übernehmen</translation>
    </message>
    <message>
        <source>Otherwise a smile stays while it speaks</source>
        <translation>Sonst bleibt beim Sprechen ein Lächeln</translation>
    </message>
    <message>
        <source>Blink while speaking</source>
        <translation>Beim Sprechen blinzeln</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Intensity</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Below 100 % mumbles, above is theatre</source>
        <translation>Unter 100 % wird gemurmelt, darüber ist Theater</translation>
    </message>
    <message>
        <source>As recorded</source>
        <translation>Wie aufgenommen</translation>
    </message>
    <message>
        <source>From here</source>
        <translation>Von hier</translation>
    </message>
    <message>
        <source>As kept</source>
        <translation>Wie gemerkt</translation>
    </message>
    <message>
        <source>Resting face</source>
        <translation>Ruhegesicht</translation>
    </message>
    <message>
        <source>What the character has kept from an earlier recording</source>
        <translation>Was die Figur aus einer früheren Aufnahme behalten hat</translation>
    </message>
    <message>
        <source>The face rests in a part of this recording</source>
        <translation>Das Gesicht ruht in einem Teil dieser Aufnahme</translation>
    </message>
    <message>
        <source>The face rests from</source>
        <translation>Ruhe von</translation>
    </message>
    <message>
        <source>The face rests until</source>
        <translation>Ruhe bis</translation>
    </message>
    <message>
        <source>Keep with the character</source>
        <translation>Bei der Figur behalten</translation>
    </message>
    <message>
        <source>Resting face and strengths are used again for the next recording</source>
        <translation>Ruhegesicht und Stärken gelten auch für die nächste Aufnahme</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>Regler</translation>
    </message>
    <message>
        <source>Make this control stronger or weaker</source>
        <translation>Diesen Regler stärker oder schwächer machen</translation>
    </message>
    <message>
        <source>Strength of single controls</source>
        <translation>Stärke einzelner Regler</translation>
    </message>
    <message>
        <source>Part from</source>
        <translation>Teil von</translation>
    </message>
    <message>
        <source>Part until</source>
        <translation>Teil bis</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Glätten</translation>
    </message>
    <message>
        <source>Calms a face at rest; quick moves stay quick</source>
        <translation>Beruhigt ein ruhendes Gesicht; Schnelles bleibt schnell</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>How far the clip may be from the recording: more gives fewer keys</source>
        <translation>Wie weit der Clip von der Aufnahme abweichen darf: mehr gibt weniger Schlüsselbilder</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Smoothing and keys</source>
        <translation>Glätten und Schlüsselbilder</translation>
    </message>
    <message>
        <source>Keep with {name}</source>
        <translation>Bei {name} behalten</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Leave {control} as recorded</source>
        <translation>{control} lassen wie aufgenommen</translation>
    </message>
</context>
<context>
    <name>Ruler</name>
    <message>
        <source>Ruler</source>
        <translation>Lineal</translation>
    </message>
    <message>
        <source>Drag to look through the clip. Ctrl: between frames. Ctrl and wheel: zoom.</source>
        <translation>Ziehen, um den Clip durchzusehen. Strg: zwischen Bildern. Strg und Mausrad: zoomen.</translation>
    </message>
    <message>
        <source>{time} s</source>
        <translation>{time} s</translation>
    </message>
    <message>
        <source>{time} s · {frame}</source>
        <translation>{time} s · {frame}</translation>
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
        <translation>Name der Vorgabe</translation>
    </message>
    <message>
        <source>Tags, parted by commas</source>
        <translation>Schlagworte, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagworte</translation>
    </message>
    <message>
        <source>This project</source>
        <translation>Dieses Projekt</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>Alle Projekte</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>New preset from what is worn</source>
        <translation>Neue Vorgabe aus dem getragenen Ausdruck</translation>
    </message>
</context>
<context>
    <name>SetDrawing</name>
    <message>
        <source>{count} characters</source>
        <translation>{count} Figuren</translation>
    </message>
    <message>
        <source>Draw {count} of {who}</source>
        <translation>{count} von {who} zeichnen</translation>
    </message>
    <message>
        <source>1 expression</source>
        <translation>1 Ausdruck</translation>
    </message>
    <message>
        <source>{count} expressions</source>
        <translation>{count} Ausdrücke</translation>
    </message>
    <message>
        <source>The set was not finished</source>
        <translation>Der Satz wurde nicht fertig</translation>
    </message>
    <message>
        <source>{failed} of {total} could not be drawn.</source>
        <translation>{failed} von {total} ließen sich nicht zeichnen.</translation>
    </message>
    <message>
        <source>The cells say why; the others are done.</source>
        <translation>Die Felder sagen, warum; die übrigen sind fertig.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>SetFiles</name>
    <message>
        <source>Contact sheet</source>
        <translation>Kontaktbogen</translation>
    </message>
    <message>
        <source>Contact sheet written: {names}.</source>
        <translation>Kontaktbogen geschrieben: {names}.</translation>
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
        <translation>Noch dreimal zeichnen, jedes Mal etwas anders</translation>
    </message>
    <message>
        <source>Look at it large (Enter)</source>
        <translation>Groß ansehen (Eingabe)</translation>
    </message>
    <message>
        <source>Still the same character?</source>
        <translation>Noch dieselbe Figur?</translation>
    </message>
    <message>
        <source>Asked for and measured</source>
        <translation>Verlangt und gemessen</translation>
    </message>
    <message>
        <source>Copy the recipe as JSON</source>
        <translation>Rezept als JSON kopieren</translation>
    </message>
    <message>
        <source>Copy the command line</source>
        <translation>Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>The same from the command line</source>
        <translation>Dasselbe auf der Befehlszeile</translation>
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
        <translation>{done} aktuell, {left} zu zeichnen</translation>
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
        <translation>Füge das Bild einer Figur hinzu; hier wird ihr Satz von Ausdrücken gezeichnet.</translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>Bilder hinzufügen</translation>
    </message>
    <message>
        <source>No expression fits</source>
        <translation>Kein Ausdruck passt</translation>
    </message>
    <message>
        <source>The filter hides all rows.</source>
        <translation>Der Filter blendet alle Zeilen aus.</translation>
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
        <translation>PNG-Bild (*.png)</translation>
    </message>
</context>
<context>
    <name>SetPageController</name>
    <message>
        <source>Nothing can be drawn.</source>
        <translation>Es lässt sich nichts zeichnen.</translation>
    </message>
    <message>
        <source>Everything is up to date.</source>
        <translation>Alles ist aktuell.</translation>
    </message>
    <message>
        <source>Add {what}</source>
        <translation>{what} hinzufügen</translation>
    </message>
    <message>
        <source>Remove {what}</source>
        <translation>{what} entfernen</translation>
    </message>
    <message>
        <source>Star {name}</source>
        <translation>{name} auszeichnen</translation>
    </message>
    <message>
        <source>Unstar {name}</source>
        <translation>Auszeichnung von {name} entfernen</translation>
    </message>
    <message>
        <source>Delete a variant of {name}</source>
        <translation>Eine Variante von {name} löschen</translation>
    </message>
    <message>
        <source>Delete other variants</source>
        <translation>Andere Varianten löschen</translation>
    </message>
    <message>
        <source>Delete drawings</source>
        <translation>Zeichnungen löschen</translation>
    </message>
    <message>
        <source>Change how the set is drawn</source>
        <translation>Ändern, wie der Satz gezeichnet wird</translation>
    </message>
    <message>
        <source>The pictures cannot be dragged out.</source>
        <translation>Die Bilder lassen sich nicht herausziehen.</translation>
    </message>
    <message>
        <source>{count} expressions</source>
        <translation>{count} Ausdrücke</translation>
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
        <translation>Gezeichnetes bleibt</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>Draw the selected cells a few times, each a little differently</source>
        <translation>Gewählte Felder mehrmals zeichnen, jedes Mal etwas anders</translation>
    </message>
    <message>
        <source>{count} more of each</source>
        <translation>je {count} weitere</translation>
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
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Grid: cells in rows, their names below</source>
        <translation>Raster: Felder in Reihen, ihre Namen darunter</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>Matrix</translation>
    </message>
    <message>
        <source>Matrix: a row for each expression, a column for each character</source>
        <translation>Matrix: eine Zeile je Ausdruck, eine Spalte je Figur</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>To draw</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>Mit Stern</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find an expression</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Order of the set</source>
        <translation>Wie im Satz</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Namen</translation>
    </message>
    <message>
        <source>Least alike first</source>
        <translation>Unähnlichste zuerst</translation>
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
        <translation>Fehlendes, Veraltetes und Fehlgeschlagenes zeichnen (Strg+Eingabe)</translation>
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
        <translation>{count} sehen nach jemand anderem aus</translation>
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
        <translation>Lange Seite einer Zeichnung; 0 nimmt die des Bildes, bis 512</translation>
    </message>
    <message>
        <source>The picture’s, up to 512 px</source>
        <translation>Wie das Bild, bis 512 px</translation>
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
        <translation>Seite</translation>
    </message>
    <message>
        <source>Nothing leaves yet</source>
        <translation>Noch kein Inhalt</translation>
    </message>
    <message>
        <source>Choose expressions or clips, and the sheet appears here.</source>
        <translation>Wähle Ausdrücke oder Clips; dann erscheint hier der Bogen.</translation>
    </message>
    <message>
        <source>Fit the page (0)</source>
        <translation>Seite einpassen (0)</translation>
    </message>
    <message>
        <source>Real size (1)</source>
        <translation>Echte Größe (1)</translation>
    </message>
    <message>
        <source>Show a playing animation</source>
        <translation>Eine laufende Animation zeigen</translation>
    </message>
    <message>
        <source>The chosen targets write no sheet.</source>
        <translation>Die gewählten Ziele schreiben keinen Bogen.</translation>
    </message>
    <message>
        <source>The sheet appears here as soon as it is drawn.</source>
        <translation>Der Bogen erscheint hier, sobald er gezeichnet ist.</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>More relatives of this one</source>
        <translation>Mehr Verwandte von dieser</translation>
    </message>
    <message>
        <source>More like this one</source>
        <translation>Mehr wie diese</translation>
    </message>
    <message>
        <source>Click a relative to go on with it; the middle one is who it is now.</source>
        <translation>Klicke eine Verwandte an, um mit ihr weiterzumachen; in der Mitte ist die Figur, wie sie jetzt ist.</translation>
    </message>
</context>
<context>
    <name>SheetPart</name>
    <message>
        <source>Packed tightly</source>
        <translation>Dicht gepackt</translation>
    </message>
    <message>
        <source>Grid of equal cells</source>
        <translation>Raster gleicher Felder</translation>
    </message>
    <message>
        <source>One row</source>
        <translation>Eine Zeile</translation>
    </message>
    <message>
        <source>One column</source>
        <translation>Eine Spalte</translation>
    </message>
    <message>
        <source>Each frame</source>
        <translation>Jedes Bild</translation>
    </message>
    <message>
        <source>All alike</source>
        <translation>Alle gleich</translation>
    </message>
    <message>
        <source>Keep borders</source>
        <translation>Ränder lassen</translation>
    </message>
    <message>
        <source>Multiples of 4</source>
        <translation>Vielfache von 4</translation>
    </message>
    <message>
        <source>Powers of two</source>
        <translation>Zweierpotenzen</translation>
    </message>
    <message>
        <source>Any size</source>
        <translation>Beliebige Größe</translation>
    </message>
    <message>
        <source>Layout and trimming</source>
        <translation>Anordnung und Zuschnitt</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Spacing</source>
        <translation>Abstände</translation>
    </message>
    <message>
        <source>Scales and colour</source>
        <translation>Maßstäbe und Farbe</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>Equal cells never trim frame by frame, nor merge.</source>
        <translation>Gleiche Felder werden weder Bild für Bild zugeschnitten noch zusammengelegt.</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>Zuschneiden</translation>
    </message>
    <message>
        <source>How empty borders are cut. Every frame keeps its offset, so nothing jumps in the game.</source>
        <translation>Wie leere Ränder abgeschnitten werden. Jedes Bild behält seinen Versatz, damit im Spiel nichts springt.</translation>
    </message>
    <message>
        <source>Empty below</source>
        <translation>Leer bis</translation>
    </message>
    <message>
        <source>Alpha up to which a pixel counts as empty. 0 keeps soft hair.</source>
        <translation>Alphawert, bis zu dem ein Pixel als leer gilt. 0 erhält weiches Haar.</translation>
    </message>
    <message>
        <source>Merge equals</source>
        <translation>Gleiche zusammenlegen</translation>
    </message>
    <message>
        <source>Frames that look the same share a place.</source>
        <translation>Gleich aussehende Bilder teilen sich einen Platz.</translation>
    </message>
    <message>
        <source>Largest side</source>
        <translation>Größte Seite</translation>
    </message>
    <message>
        <source>More pages are made where one is not enough. Phones like 2048, desktops 4096.</source>
        <translation>Reicht eine Seite nicht, entstehen mehrere. Gut für Telefone: 2048, für Rechner: 4096.</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>Größen</translation>
    </message>
    <message>
        <source>Compression wants multiples of 4, old devices powers of 2.</source>
        <translation>Kompression braucht Vielfache von 4, alte Geräte Zweierpotenzen.</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Quadratisch</translation>
    </message>
    <message>
        <source>Width and height are the same.</source>
        <translation>Breite und Höhe sind gleich.</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>Dazwischen</translation>
    </message>
    <message>
        <source>Empty pixels between two sprites.</source>
        <translation>Leere Pixel zwischen zwei Sprites.</translation>
    </message>
    <message>
        <source>Extrude</source>
        <translation>Extrudieren</translation>
    </message>
    <message>
        <source>Ring of repeated edge pixels: no seams where the engine smooths.</source>
        <translation>Rand aus wiederholten Kantenpixeln: keine Nähte, wo die Engine glättet.</translation>
    </message>
    <message>
        <source>Page border</source>
        <translation>Seitenrand</translation>
    </message>
    <message>
        <source>Empty pixels along the edge.</source>
        <translation>Leere Pixel entlang der Kante.</translation>
    </message>
    <message>
        <source>Scales</source>
        <translation>Maßstäbe</translation>
    </message>
    <message>
        <source>Sizes made of one layout, such as 1, 0.5, 2.</source>
        <translation>Größen aus einer Anordnung, etwa 1, 0.5, 2.</translation>
    </message>
    <message>
        <source>Bleed colour</source>
        <translation>Farbe ausdehnen</translation>
    </message>
    <message>
        <source>Empty pixels take the colour of their neighbours: no dark fringes.</source>
        <translation>Leere Pixel nehmen die Farbe ihrer Nachbarn an: keine dunklen Säume.</translation>
    </message>
    <message>
        <source>Page sizes</source>
        <translation>Seitengrößen</translation>
    </message>
    <message>
        <source>Write numbers, such as 1, 0.5.</source>
        <translation>Schreibe Zahlen, etwa 1, 0.5.</translation>
    </message>
</context>
<context>
    <name>SheetPreviewer</name>
    <message>
        <source>Draw the sheet</source>
        <translation>Bogen zeichnen</translation>
    </message>
    <message>
        <source>Pack the sheet</source>
        <translation>Bogen packen</translation>
    </message>
    <message>
        <source>Compare with the folder</source>
        <translation>Mit dem Ordner vergleichen</translation>
    </message>
</context>
<context>
    <name>SheetView</name>
    <message>
        <source>Sheet</source>
        <translation>Bogen</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} und {count} weitere</translation>
    </message>
    <message>
        <source>{width} × {height} px at {x}, {y}  ·  offset {left}, {top} of {whole_width} × {whole_height}</source>
        <translation>{width} × {height} px bei {x}, {y}  ·  Versatz {left}, {top} von {whole_width} × {whole_height}</translation>
    </message>
</context>
<context>
    <name>SightMaker</name>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Basic</source>
        <translation>Grundlegend</translation>
    </message>
    <message>
        <source>Emotion word</source>
        <translation>Gefühlswort</translation>
    </message>
    <message>
        <source>Mouth shape</source>
        <translation>Mundform</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>Augen</translation>
    </message>
    <message>
        <source>Game</source>
        <translation>Spiel</translation>
    </message>
    <message>
        <source>Vowel</source>
        <translation>Vokal</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>Mischung</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>Regler</translation>
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
        <translation>{name} lesen</translation>
    </message>
</context>
<context>
    <name>SimilarityMatrix</name>
    <message>
        <source>Similarity of the pictures</source>
        <translation>Ähnlichkeit der Bilder</translation>
    </message>
    <message>
        <source>looks like somebody else</source>
        <translation>sieht nach jemand anderem aus</translation>
    </message>
    <message>
        <source>same character</source>
        <translation>dieselbe Figur</translation>
    </message>
    <message>
        <source>{one} and {other}: {value:.2f}, {same} (from {threshold:.2f})</source>
        <translation>{one} und {other}: {value:.2f}, {same} (ab {threshold:.2f})</translation>
    </message>
</context>
<context>
    <name>SplitBar</name>
    <message>
        <source>Seam between the picture and the result</source>
        <translation>Naht zwischen Bild und Ergebnis</translation>
    </message>
    <message>
        <source>Left of the line: your picture. Right: the result. Drag it, or use the arrow keys.</source>
        <translation>Links der Linie: dein Bild. Rechts: das Ergebnis. Zieh sie oder nimm die Pfeiltasten.</translation>
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
    <name>SwapController</name>
    <message>
        <source>Look at {name}</source>
        <translation>{name} ansehen</translation>
    </message>
    <message>
        <source>Confirm the right to a face</source>
        <translation>Recht an einem Gesicht bestätigen</translation>
    </message>
    <message>
        <source>Swap into {name}</source>
        <translation>In {name} einsetzen</translation>
    </message>
    <message>
        <source>Save {name}</source>
        <translation>{name} speichern</translation>
    </message>
    <message>
        <source>Saved as {file}; the picture says how it was made.</source>
        <translation>Gespeichert als {file}; im Bild steht, wie es entstand.</translation>
    </message>
</context>
<context>
    <name>SwapDialog</name>
    <message>
        <source>Swap a head into a picture</source>
        <translation>Kopf in ein Bild setzen</translation>
    </message>
    <message>
        <source>Which picture?</source>
        <translation>Welches Bild?</translation>
    </message>
    <message>
        <source>Drop the picture that the character is put into.</source>
        <translation>Zieh das Bild hierher, in das die Figur gesetzt wird.</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>Bild wählen …</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Another picture…</source>
        <translation>Anderes Bild …</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Keep the turn of the head</source>
        <translation>Kopfdrehung beibehalten</translation>
    </message>
    <message>
        <source>I have the right to use these faces</source>
        <translation>Ich darf diese Gesichter verwenden</translation>
    </message>
    <message>
        <source>Put it in</source>
        <translation>Einsetzen</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>As the character wears now</source>
        <translation>Wie die Figur jetzt schaut</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>Figur</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Likeness</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Expression strength</source>
        <translation>Stärke des Ausdrucks</translation>
    </message>
    <message>
        <source>Size of the head</source>
        <translation>Größe des Kopfes</translation>
    </message>
    <message>
        <source>or a picture</source>
        <translation>oder ein Bild</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Head size</source>
        <translation>Kopfgröße</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Whose face? Click one.</source>
        <translation>Wessen Gesicht? Klicke eins an.</translation>
    </message>
    <message>
        <source>A real person is seen in: {names}. Swapping a face needs that person&apos;s permission.</source>
        <translation>Eine echte Person ist zu sehen in: {names}. Ein Gesicht zu tauschen braucht ihre Erlaubnis.</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>Wird gezeichnet …</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Pictures ({kinds})</source>
        <translation>Bilder ({kinds})</translation>
    </message>
    <message>
        <source>{name}  ✕</source>
        <translation>{name}  ✕</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
</context>
<context>
    <name>SwapPreview</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>TargetCard</name>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
</context>
<context>
    <name>TargetCards</name>
    <message>
        <source>Export for {title}</source>
        <translation>Für {title} exportieren</translation>
    </message>
    <message>
        <source>Do not export for {title}</source>
        <translation>Nicht für {title} exportieren</translation>
    </message>
    <message>
        <source>{title} of the export</source>
        <translation>{title} des Exports</translation>
    </message>
</context>
<context>
    <name>TermsBox</name>
    <message>
        <source>Accept and download</source>
        <translation>Zustimmen und herunterladen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>The terms of {title}</source>
        <translation>Bedingungen von {title}</translation>
    </message>
    <message>
        <source>I have read the terms; my work is not commercial</source>
        <translation>Ich habe die Bedingungen gelesen; meine Arbeit ist nicht kommerziell</translation>
    </message>
    <message>
        <source>I have read the terms and accept them</source>
        <translation>Ich habe die Bedingungen gelesen und stimme zu</translation>
    </message>
</context>
<context>
    <name>TimelineBlendController</name>
    <message>
        <source>Blend to neighbour</source>
        <translation>Zum Nachbarn mischen</translation>
    </message>
    <message>
        <source>There is nothing to be between.</source>
        <translation>Hier liegt nichts dazwischen.</translation>
    </message>
    <message>
        <source>Put the playhead between two keys of a track.</source>
        <translation>Setze den Abspielkopf zwischen zwei Schlüssel einer Spur.</translation>
    </message>
    <message>
        <source>Breakdown</source>
        <translation>Zwischenschlüssel</translation>
    </message>
</context>
<context>
    <name>TimelineClipController</name>
    <message>
        <source>Rename clip to {name}</source>
        <translation>Clip in {name} umbenennen</translation>
    </message>
    <message>
        <source>Colour of the clip</source>
        <translation>Farbe des Clips</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>Bildrate</translation>
    </message>
    <message>
        <source>Length of the clip</source>
        <translation>Länge des Clips</translation>
    </message>
    <message>
        <source>{count} keys lay behind the new end and are cut off.</source>
        <translation>{count} Schlüssel lagen hinter dem neuen Ende und sind abgeschnitten.</translation>
    </message>
    <message>
        <source>Undo brings them back.</source>
        <translation>Rückgängig holt sie zurück.</translation>
    </message>
    <message>
        <source>End of the clip</source>
        <translation>Ende des Clips</translation>
    </message>
    <message>
        <source>Frames of their own length</source>
        <translation>Bilder mit eigener Länge</translation>
    </message>
    <message>
        <source>Frames of equal length</source>
        <translation>Gleich lange Bilder</translation>
    </message>
    <message>
        <source>Length of frame {number}</source>
        <translation>Länge von Bild {number}</translation>
    </message>
    <message>
        <source>Set the loop range</source>
        <translation>Schleife setzen</translation>
    </message>
    <message>
        <source>No loop range</source>
        <translation>Keine Schleife</translation>
    </message>
    <message>
        <source>Make it loop</source>
        <translation>Zur Schleife machen</translation>
    </message>
    <message>
        <source>Change event {name}</source>
        <translation>Ereignis {name} ändern</translation>
    </message>
    <message>
        <source>Delete event {name}</source>
        <translation>Ereignis {name} löschen</translation>
    </message>
</context>
<context>
    <name>TimelineCurvesController</name>
    <message>
        <source>Move keys</source>
        <translation>Schlüsselbilder verschieben</translation>
    </message>
    <message>
        <source>Bend a curve</source>
        <translation>Kurve biegen</translation>
    </message>
    <message>
        <source>Insert keys</source>
        <translation>Schlüsselbilder einfügen</translation>
    </message>
    <message>
        <source>Set a key</source>
        <translation>Schlüssel setzen</translation>
    </message>
    <message>
        <source>Outside the keys of {track}</source>
        <translation>Außerhalb der Schlüssel von {track}</translation>
    </message>
    <message>
        <source>Outside the keys</source>
        <translation>Außerhalb der Schlüssel</translation>
    </message>
    <message>
        <source>Lay handles</source>
        <translation>Anfasser legen</translation>
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
    <name>TimelineEditController</name>
    <message>
        <source>Move keys</source>
        <translation>Schlüsselbilder verschieben</translation>
    </message>
    <message>
        <source>Mute or unmute {track}</source>
        <translation>{track} stumm- oder lautschalten</translation>
    </message>
</context>
<context>
    <name>TimelineKeysController</name>
    <message>
        <source>Insert keys</source>
        <translation>Schlüssel einfügen</translation>
    </message>
    <message>
        <source>Cut keys</source>
        <translation>Schlüssel ausschneiden</translation>
    </message>
    <message>
        <source>Paste keys</source>
        <translation>Schlüssel einfügen</translation>
    </message>
    <message>
        <source>Delete keys</source>
        <translation>Schlüssel löschen</translation>
    </message>
    <message>
        <source>Duplicate keys</source>
        <translation>Schlüssel duplizieren</translation>
    </message>
    <message>
        <source>Hold keys</source>
        <translation>Schlüssel halten</translation>
    </message>
    <message>
        <source>Change the easing</source>
        <translation>Verlauf ändern</translation>
    </message>
    <message>
        <source>Reverse keys</source>
        <translation>Schlüssel umkehren</translation>
    </message>
    <message>
        <source>Mirror keys</source>
        <translation>Schlüssel spiegeln</translation>
    </message>
    <message>
        <source>Align keys</source>
        <translation>Schlüssel ausrichten</translation>
    </message>
    <message>
        <source>Distribute keys</source>
        <translation>Schlüssel verteilen</translation>
    </message>
    <message>
        <source>Scale time</source>
        <translation>Zeit dehnen</translation>
    </message>
    <message>
        <source>Nothing to stretch.</source>
        <translation>Nichts zu dehnen.</translation>
    </message>
    <message>
        <source>Select keys at two moments or more, and put the playhead behind the first of them.</source>
        <translation>Wähle Schlüssel an mindestens zwei Zeitpunkten und setze den Abspielkopf hinter den ersten.</translation>
    </message>
    <message>
        <source>Mark as accents</source>
        <translation>Als Akzente markieren</translation>
    </message>
    <message>
        <source>No accents</source>
        <translation>Keine Akzente</translation>
    </message>
</context>
<context>
    <name>TimelineMarksController</name>
    <message>
        <source>Move the loop range</source>
        <translation>Schleife verschieben</translation>
    </message>
    <message>
        <source>Move a tag</source>
        <translation>Abschnitt verschieben</translation>
    </message>
    <message>
        <source>Move a marker</source>
        <translation>Marke verschieben</translation>
    </message>
    <message>
        <source>Move an event</source>
        <translation>Ereignis verschieben</translation>
    </message>
    <message>
        <source>Add a marker</source>
        <translation>Marke setzen</translation>
    </message>
    <message>
        <source>Add an event</source>
        <translation>Ereignis setzen</translation>
    </message>
    <message>
        <source>Add a tag</source>
        <translation>Abschnitt anlegen</translation>
    </message>
    <message>
        <source>tag</source>
        <translation>Abschnitt</translation>
    </message>
    <message>
        <source>Rename to {name}</source>
        <translation>In {name} umbenennen</translation>
    </message>
    <message>
        <source>Make it an event</source>
        <translation>Zum Ereignis machen</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>{name} ändern</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>{name} löschen</translation>
    </message>
    <message>
        <source>a marker</source>
        <translation>eine Marke</translation>
    </message>
    <message>
        <source>Set the loop range</source>
        <translation>Schleife setzen</translation>
    </message>
    <message>
        <source>No loop range</source>
        <translation>Keine Schleife</translation>
    </message>
</context>
<context>
    <name>TimelineOnionController</name>
    <message>
        <source>This engine cannot tell where the face goes.</source>
        <translation>Diese Engine kann nicht sagen, wohin sich das Gesicht bewegt.</translation>
    </message>
    <message>
        <source>Draw with the puppet to see motion trails.</source>
        <translation>Zeichne mit der Puppe, um Bewegungsspuren zu sehen.</translation>
    </message>
</context>
<context>
    <name>TimelinePoseController</name>
    <message>
        <source>Key {control}</source>
        <translation>{control} festhalten</translation>
    </message>
    <message>
        <source>Key the pose</source>
        <translation>Haltung festhalten</translation>
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
        <source>The face is a control</source>
        <translation>Das Gesicht ist ein Regler</translation>
    </message>
    <message>
        <source>One picture, and it acts</source>
        <translation>Ein Bild, und es spielt</translation>
    </message>
    <message>
        <source>Space plays and pauses. Pick another clip below, or type what the character should say.</source>
        <translation>Die Leertaste spielt ab und hält an. Wähle unten einen anderen Clip oder tippe, was die Figur sagen soll.</translation>
    </message>
    <message>
        <source>Drop a picture here: one is enough. Every character of the game has a place.</source>
        <translation>Zieh ein Bild hierher: Eines genügt. Jede Figur des Spiels hat ihren Platz.</translation>
    </message>
    <message>
        <source>Drag an eyebrow or a corner of the mouth. The words and controls at the right do the same.</source>
        <translation>Zieh an einer Braue oder einem Mundwinkel. Die Worte und Regler rechts tun dasselbe.</translation>
    </message>
    <message>
        <source>The whole set, drawn at once</source>
        <translation>Der ganze Satz, auf einmal gezeichnet</translation>
    </message>
    <message>
        <source>Every expression of the game for everybody. Double-click one to look closely; Export hands them to Godot, Unity or a folder.</source>
        <translation>Jeder Ausdruck des Spiels für alle. Ein Doppelklick zeigt ihn groß; der Export gibt sie an Godot, Unity oder einen Ordner.</translation>
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
    <name>Transport</name>
    <message>
        <source>To the start (Home)</source>
        <translation>Zum Anfang (Pos1)</translation>
    </message>
    <message>
        <source>Previous frame (Left)</source>
        <translation>Voriges Bild (Links)</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>Abspielen (Leertaste)</translation>
    </message>
    <message>
        <source>Next frame (Right)</source>
        <translation>Nächstes Bild (Rechts)</translation>
    </message>
    <message>
        <source>To the end (End)</source>
        <translation>Zum Ende (Ende)</translation>
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
        <source>{word}: what happens at the end, here; the clip is not changed.</source>
        <translation>{word}: was am Ende geschieht, hier; der Clip bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>{fps} fps (own)</source>
        <translation>{fps} B/s (eigen)</translation>
    </message>
    <message>
        <source>{count} frames could not be drawn in time since playing began</source>
        <translation>{count} Bilder wurden seit dem Start nicht rechtzeitig gezeichnet</translation>
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
        <translation>„Echtzeit“ lässt verspätete Bilder aus; „Jedes Bild“ wird stattdessen langsamer.</translation>
    </message>
    <message>
        <source>When frames come late</source>
        <translation>Wenn Bilder sich verspäten</translation>
    </message>
    <message>
        <source>{fps} fps</source>
        <translation>{fps} B/s</translation>
    </message>
    <message>
        <source>{time} / {whole} s   ·   {frame} / {count}</source>
        <translation>{time} / {whole} s   ·   {frame} / {count}</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Anhalten (Leertaste)</translation>
    </message>
</context>
<context>
    <name>WelcomeController</name>
    <message>
        <source>Look at recent projects</source>
        <translation>Letzte Projekte ansehen</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>wird vorbereitet</translation>
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
        <source>New from scratch</source>
        <translation>Von Grund auf neu</translation>
    </message>
    <message>
        <source>Make a character with sliders, by chance or from a photo.</source>
        <translation>Eine Figur mit Reglern, per Zufall oder aus einem Foto machen.</translation>
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
        <source>Click to stop.</source>
        <translation>Zum Anhalten klicken.</translation>
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
        <translation>Ihr Satz</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Add: joy, anger:0.5, visemes…</source>
        <translation>Hinzufügen: joy, anger:0.5, visemes …</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Übliche</translation>
    </message>
    <message>
        <source>Blink, idle and talk.</source>
        <translation>Blinzeln, Ruhe und Sprechen.</translation>
    </message>
    <message>
        <source>Add: nod, talk:hello, joy..anger…</source>
        <translation>Hinzufügen: nod, talk:hello, joy..anger …</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>Figur</translation>
    </message>
    <message>
        <source>Expressions</source>
        <translation>Ausdrücke</translation>
    </message>
    <message>
        <source>Which expressions leave</source>
        <translation>Welche Ausdrücke exportiert werden</translation>
    </message>
    <message>
        <source>Which clips leave</source>
        <translation>Welche Clips exportiert werden</translation>
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
        <translation>Bilder je Sekunde aller Clips; 0 lässt jedem Clip seine eigene Bildrate.</translation>
    </message>
    <message>
        <source>Each clip’s own</source>
        <translation>Wie der Clip</translation>
    </message>
    <message>
        <source>Exported character</source>
        <translation>Exportierte Figur</translation>
    </message>
    <message>
        <source>Frame rate of the export</source>
        <translation>Bildrate des Exports</translation>
    </message>
    <message>
        <source>Everybody, one after the other</source>
        <translation>Alle, nacheinander</translation>
    </message>
    <message>
        <source>The selected one</source>
        <translation>Die gewählte</translation>
    </message>
    <message>
        <source>The only one</source>
        <translation>Die einzige</translation>
    </message>
    <message>
        <source>The ready-made set, as the Set page shows it.</source>
        <translation>Der fertige Satz, wie ihn die Seite „Satz“ zeigt.</translation>
    </message>
    <message>
        <source>{first} and {count} more</source>
        <translation>{first} und {count} weitere</translation>
    </message>
    <message>
        <source>{count}: {names}.</source>
        <translation>{count}: {names}.</translation>
    </message>
    <message>
        <source>Exported expressions</source>
        <translation>Exportierte Ausdrücke</translation>
    </message>
    <message>
        <source>Export {word}</source>
        <translation>{word} exportieren</translation>
    </message>
    <message>
        <source>Do not export {word}</source>
        <translation>{word} nicht exportieren</translation>
    </message>
    <message>
        <source>Exported clips</source>
        <translation>Exportierte Clips</translation>
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
        <translation>Zweites Wort wegnehmen</translation>
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
        <translation>Angenehme Worte rechts (wie Menschen sie bewerten), lebhafte Gesichter oben</translation>
    </message>
    <message>
        <source>Bring this family out</source>
        <translation>Diese Familie hervorheben</translation>
    </message>
    <message>
        <source>Take the second word away</source>
        <translation>Zweites Wort wegnehmen</translation>
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
        <translation>Mehr vom ersten Wort oder mehr vom zweiten</translation>
    </message>
    <message>
        <source>Click a word to wear it. Drag between words to blend them.</source>
        <translation>Klicke ein Wort an, um es zu tragen. Zieh zwischen Worten, um sie zu mischen.</translation>
    </message>
    <message>
        <source>Made by hand. Click a word to start from it instead.</source>
        <translation>Von Hand geformt. Klicke ein Wort an, um davon auszugehen.</translation>
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
        <translation>Umschalt+Klick auf ein zweites Wort mischt es bei.</translation>
    </message>
    <message>
        <source>No such word. Near it:</source>
        <translation>Kein solches Wort. Ähnlich:</translation>
    </message>
    <message>
        <source>No such word.</source>
        <translation>Kein solches Wort.</translation>
    </message>
    <message>
        <source>{word}  ({synonym})</source>
        <translation>{word}  ({synonym})</translation>
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
    <name>WordsDialog</name>
    <message>
        <source>Emotion words</source>
        <translation>Gefühlswörter</translation>
    </message>
    <message>
        <source>Find a word or a synonym</source>
        <translation>Wort oder Synonym suchen</translation>
    </message>
    <message>
        <source>Make a clip</source>
        <translation>Clip machen</translation>
    </message>
    <message>
        <source>Add to the set</source>
        <translation>In den Satz aufnehmen</translation>
    </message>
    <message>
        <source>Nobody to show</source>
        <translation>Noch niemand zum Zeigen</translation>
    </message>
    <message>
        <source>Add a picture of a character first.</source>
        <translation>Füge zuerst das Bild einer Figur hinzu.</translation>
    </message>
    <message>
        <source>Add pictures…</source>
        <translation>Bilder hinzufügen …</translation>
    </message>
    <message>
        <source>Families and clusters</source>
        <translation>Familien und Gruppen</translation>
    </message>
    <message>
        <source>Intensity</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Travel from</source>
        <translation>Reise von</translation>
    </message>
    <message>
        <source>Travel to</source>
        <translation>Reise zu</translation>
    </message>
    <message>
        <source>to</source>
        <translation>zu</translation>
    </message>
    <message>
        <source>{name}  {count}</source>
        <translation>{name}  {count}</translation>
    </message>
    <message>
        <source>1 word</source>
        <translation>1 Wort</translation>
    </message>
    <message>
        <source>{count} words</source>
        <translation>{count} Wörter</translation>
    </message>
    <message>
        <source>{family} · {cluster}</source>
        <translation>{family} · {cluster}</translation>
    </message>
    <message>
        <source>also: {words}</source>
        <translation>auch: {words}</translation>
    </message>
    <message>
        <source>Emotion words: {name}</source>
        <translation>Gefühlswörter: {name}</translation>
    </message>
</context>
<context>
    <name>WordsPageController</name>
    <message>
        <source>All words</source>
        <translation>Alle Wörter</translation>
    </message>
    <message>
        <source>The set has it already.</source>
        <translation>Der Satz enthält ihn schon.</translation>
    </message>
    <message>
        <source>Add to the set</source>
        <translation>In den Satz aufnehmen</translation>
    </message>
    <message>
        <source>Added to the set of {name}.</source>
        <translation>In den Satz von {name} aufgenommen.</translation>
    </message>
    <message>
        <source>Travel: {name}</source>
        <translation>Reise: {name}</translation>
    </message>
    <message>
        <source>“{name}” is among the clips now.</source>
        <translation>„{name}“ gehört jetzt zu den Clips.</translation>
    </message>
    <message>
        <source>Animate</source>
        <translation>Animieren</translation>
    </message>
</context>
<context>
    <name>WorkCard</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open the recovered “{name}”</source>
        <translation>Gerettetes „{name}“ öffnen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Discard the recovered “{name}”</source>
        <translation>Gerettetes „{name}“ verwerfen</translation>
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
        <translation>{count} Hinweise</translation>
    </message>
</context>
<context>
    <name>_FileTree</name>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
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
    <name>_Row</name>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Name of the event</source>
        <translation>Name des Ereignisses</translation>
    </message>
    <message>
        <source>argument</source>
        <translation>Argument</translation>
    </message>
    <message>
        <source>Argument of the event</source>
        <translation>Argument des Ereignisses</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin</translation>
    </message>
    <message>
        <source>Delete the event</source>
        <translation>Ereignis löschen</translation>
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
        <translation>Vorlage und Zeichnung</translation>
    </message>
    <message>
        <source>Hold the mouse down to see the reference in the drawing&apos;s place</source>
        <translation>Maustaste halten, um die Vorlage an Stelle der Zeichnung zu sehen</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Zeichnung</translation>
    </message>
    <message>
        <source>Not drawn yet</source>
        <translation>Noch nicht gezeichnet</translation>
    </message>
</context>
<context>
    <name>_Tile</name>
    <message>
        <source>Variant {number}</source>
        <translation>Variante {number}</translation>
    </message>
    <message>
        <source>starred</source>
        <translation>ausgezeichnet</translation>
    </message>
    <message>
        <source>out of date</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>likeness {score:.2f}</source>
        <translation>Ähnlichkeit {score:.2f}</translation>
    </message>
    <message>
        <source>Remove the star</source>
        <translation>Auszeichnung entfernen</translation>
    </message>
    <message>
        <source>Star this variant</source>
        <translation>Diese Variante auszeichnen</translation>
    </message>
    <message>
        <source>Delete this variant</source>
        <translation>Diese Variante löschen</translation>
    </message>
</context>
<context>
    <name>studio.window</name>
    <message>
        <source>Pose</source>
        <translation>Haltung</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Clip</translation>
    </message>
    <message>
        <source>Onion skin and trail…</source>
        <translation>Zwiebelhaut und Spur …</translation>
    </message>
</context>
<context>
    <name>widget</name>
    <message>
        <source>Kept aside</source>
        <translation>Beiseitegelegt</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 Bild</translation>
    </message>
    <message>
        <source>{count} pictures</source>
        <translation>{count} Bilder</translation>
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
</context>
</TS>
