extends SceneTree
# What a user might do in the editor: a track, an animation, a mix of frames, a node.


func _initialize() -> void:
	var library: AnimationLibrary = load("res://aria_animations.tres")
	var wave := library.get_animation("wave")
	var track := wave.add_track(Animation.TYPE_METHOD)
	wave.track_set_path(track, ".")
	wave.track_insert_key(track, 0.1, {"method": &"set_meta", "args": [&"stepped", "x: [1], {\"2\"}"]})
	var dance := Animation.new()
	dance.length = 2.5
	var moves := dance.add_track(Animation.TYPE_VALUE)
	dance.track_set_path(moves, "AnimatedSprite2D:rotation")
	dance.track_insert_key(moves, 0.5, 1.25)
	library.add_animation("my dance", dance)
	ResourceSaver.save(library, "res://aria_animations.tres")
	var frames: SpriteFrames = load("res://aria_frames.tres")
	frames.add_animation("my mix")
	frames.add_frame("my mix", frames.get_frame_texture("joy", 0), 2.0)
	frames.add_frame("my mix", load("res://own.png"), 1.0)
	frames.remove_animation("dot")
	ResourceSaver.save(frames, "res://aria_frames.tres")
	var scene: Node = load("res://aria.tscn").instantiate()
	var child := Sprite2D.new()
	child.name = "Hat"
	scene.add_child(child)
	child.owner = scene
	var packed := PackedScene.new()
	packed.pack(scene)
	ResourceSaver.save(packed, "res://aria.tscn")
	scene.free()
	FileAccess.open("res://answer.json", FileAccess.WRITE).store_string("{}")
	quit()
