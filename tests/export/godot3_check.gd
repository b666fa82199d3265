extends SceneTree
# The Godot 3 twin of godot4_check.gd: res://job.json in, res://answer.json out.

var saved = {}


func _initialize():
	var job = JSON.parse(read("res://job.json")).result
	var answer = {}
	for path in job["scenes"]:
		var scene = load(path).instance()
		root.add_child(scene)
		yield(self, "idle_frame")
		answer[path] = scene_facts(scene, job)
		scene.queue_free()
		var listener = GDScript.new()
		listener.source_code = "extends Node2D\nvar heard = []\nfunc on_face_event(title, argument):\n\theard.append([title, argument])\n"
		listener.reload()
		scene = load(path).instance()
		scene.set_script(listener)
		root.add_child(scene)
		scene.get_node("AnimationPlayer").playback_process_mode = AnimationPlayer.ANIMATION_PROCESS_MANUAL
		scene.get_node("AnimationPlayer").play("wave")
		for i in 40:
			scene.get_node("AnimationPlayer").advance(0.01)
			yield(self, "idle_frame")
		answer[path]["events"] = scene.heard
		scene.queue_free()
	yield(self, "idle_frame")
	var file = File.new()
	file.open("res://answer.json", File.WRITE)
	file.store_string(JSON.print(answer))
	file.close()
	saved.clear()
	quit()


func read(path):
	var file = File.new()
	file.open(path, File.READ)
	var text = file.get_as_text()
	file.close()
	return text


func scene_facts(scene, job):
	var sprite = scene.get_node("AnimatedSprite")
	var facts = {"root": scene.name, "playing": [sprite.playing, sprite.animation]}
	facts["sprite"] = [sprite.centered, sprite.offset.x, sprite.offset.y]
	facts["animations"] = frames_facts(sprite.frames, job)
	facts["player"] = player_facts(scene)
	return facts


func frames_facts(frames, job):
	var facts = {}
	for title in frames.get_animation_names():
		var shown = []
		for i in frames.get_frame_count(title):
			var texture = frames.get_frame(title, i)
			shown.append([1000.0 / frames.get_animation_speed(title), save_picture(texture, job["pictures"]), texture.atlas.flags])
		facts[title] = {"loop": frames.get_animation_loop(title), "frames": shown}
	return facts


func save_picture(texture, folder):
	if not saved.has(texture):
		var part = texture.atlas.get_data().get_rect(texture.region)
		var whole = Image.new()
		whole.create(int(texture.get_width()), int(texture.get_height()), false, Image.FORMAT_RGBA8)
		part.convert(Image.FORMAT_RGBA8)
		whole.blit_rect(part, Rect2(Vector2(), part.get_size()), texture.margin.position)
		saved[texture] = "%d.png" % saved.size()
		whole.save_png(folder + "/" + saved[texture])
	return saved[texture]


func player_facts(scene):
	var player = scene.get_node("AnimationPlayer")
	var sprite = scene.get_node("AnimatedSprite")
	var facts = {}
	for title in player.get_animation_list():
		var animation = player.get_animation(title)
		var track = animation.find_track(NodePath("AnimatedSprite:frame"))
		var keys = animation.track_get_key_count(track)
		var seen = []
		player.play(title)
		for i in keys:
			var start = animation.track_get_key_time(track, i)
			var end = animation.track_get_key_time(track, i + 1) if i + 1 < keys else animation.length
			player.seek((start + end) / 2.0, true)
			seen.append([start * 1000.0, sprite.animation, save_picture(sprite.frames.get_frame(sprite.animation, sprite.frame), "res://pictures")])
		facts[title] = {"length_ms": animation.length * 1000.0, "loop": animation.loop, "seen": seen, "sprite_playing": sprite.playing}
		player.stop()
	return facts
