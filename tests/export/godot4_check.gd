extends SceneTree
# Reads res://job.json, tells what the engine sees of every listed export in res://answer.json.
# Pictures are composed as the engine shows them and saved as PNG, one per distinct texture.

var saved := {}
var heard := []


func _initialize() -> void:
	var job: Dictionary = JSON.parse_string(FileAccess.get_file_as_string("res://job.json"))
	var answer := {}
	for path in job["scenes"]:
		answer[path] = await scene_facts(path, job)
	var file := FileAccess.open("res://answer.json", FileAccess.WRITE)
	file.store_string(JSON.stringify(answer, "", true, true))
	file.close()
	saved.clear()
	quit()


func scene_facts(path: String, job: Dictionary) -> Dictionary:
	var packed: PackedScene = load(path)
	var plain := packed.instantiate()
	var facts := {"root": plain.name, "kind": plain.get_class(), "uid": uid_of(path)}
	root.add_child(plain)
	await process_frame
	var sprite: AnimatedSprite2D = plain.get_node("AnimatedSprite2D")
	facts["playing"] = [sprite.is_playing(), str(sprite.animation)]
	facts["sprite"] = [sprite.centered, sprite.offset.x, sprite.offset.y, sprite.texture_filter]
	facts["animations"] = frames_facts(sprite.sprite_frames, job)
	facts["frames_uid"] = uid_of(sprite.sprite_frames.resource_path)
	facts["player"] = await player_facts(plain)
	plain.queue_free()
	facts["travel"] = await travel_facts(packed, job)
	facts["events"] = await event_facts(packed)
	await process_frame
	return facts


func uid_of(path: String) -> String:
	return ResourceUID.id_to_text(ResourceLoader.get_resource_uid(path))


func frames_facts(frames: SpriteFrames, job: Dictionary) -> Dictionary:
	var facts := {}
	for animation in frames.get_animation_names():
		var shown := []
		var speed := frames.get_animation_speed(animation)
		for i in frames.get_frame_count(animation):
			var texture: AtlasTexture = frames.get_frame_texture(animation, i)
			var ms := frames.get_frame_duration(animation, i) / speed * 1000.0
			shown.append([ms, save_picture(texture, job["pictures"]), texture.filter_clip, uid_of(texture.atlas.resource_path)])
		facts[str(animation)] = {"loop": frames.get_animation_loop(animation), "frames": shown}
	return facts


func save_picture(texture: AtlasTexture, folder: String) -> String:
	if not saved.has(texture):
		var part := texture.get_image()
		var whole := Image.create_empty(int(texture.get_width()), int(texture.get_height()), false, Image.FORMAT_RGBA8)
		part.convert(Image.FORMAT_RGBA8)
		whole.blit_rect(part, Rect2i(Vector2i.ZERO, part.get_size()), Vector2i(texture.margin.position))
		saved[texture] = "%d.png" % saved.size()
		whole.save_png(folder + "/" + saved[texture])
	return saved[texture]


func player_facts(scene: Node) -> Dictionary:
	var player: AnimationPlayer = scene.get_node("AnimationPlayer")
	var sprite: AnimatedSprite2D = scene.get_node("AnimatedSprite2D")
	var facts := {}
	for title in player.get_animation_list():
		var animation := player.get_animation(title)
		var seen := []
		var keys := animation.track_get_key_count(1)
		player.play(title)
		for i in keys:
			var start := animation.track_get_key_time(1, i)
			var end := animation.track_get_key_time(1, i + 1) if i + 1 < keys else animation.length
			player.seek((start + end) / 2.0, true)
			seen.append([start * 1000.0, str(sprite.animation), sprite.frame])
		await process_frame
		facts[str(title)] = {
			"length_ms": animation.length * 1000.0, "loop": animation.loop_mode, "seen": seen,
			"sprite_playing": sprite.is_playing(), "imported": animation.track_is_imported(0),
		}
		player.stop()
	return facts


func travel_facts(packed: PackedScene, job: Dictionary) -> Array:
	var scene := packed.instantiate()
	root.add_child(scene)
	await process_frame
	var tree: AnimationTree = scene.get_node("AnimationTree")
	var sprite: AnimatedSprite2D = scene.get_node("AnimatedSprite2D")
	tree.callback_mode_process = AnimationMixer.ANIMATION_CALLBACK_MODE_PROCESS_MANUAL
	var facts := [[tree.active, str(tree["parameters/playback"].get_current_node())]]
	tree.active = true
	tree.advance(0.0)
	tree.advance(0.01)
	facts.append([str(tree["parameters/playback"].get_current_node()), str(sprite.animation), sprite.frame])
	for wanted in job["travel"]:
		tree["parameters/playback"].travel(wanted)
		var shown := []
		for i in 3:
			tree.advance(0.001)
			shown.append(str(sprite.animation))
		await process_frame
		facts.append([str(tree["parameters/playback"].get_current_node()), str(sprite.animation), sprite.frame, shown])
	scene.queue_free()
	return facts


func event_facts(packed: PackedScene) -> Array:
	heard = []
	var script := GDScript.new()
	script.source_code = "extends Node2D\nvar heard := []\nfunc on_face_event(title, argument):\n\theard.append([title, argument])\n"
	script.reload()
	var scene := packed.instantiate()
	scene.set_script(script)
	root.add_child(scene)
	var player: AnimationPlayer = scene.get_node("AnimationPlayer")
	player.callback_mode_process = AnimationMixer.ANIMATION_CALLBACK_MODE_PROCESS_MANUAL
	if player.has_animation("wave"):
		player.play("wave")
		for i in 40:
			player.advance(0.01)
			await process_frame
	var result: Array = scene.heard.duplicate(true)
	scene.queue_free()
	return result
