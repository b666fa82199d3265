extends SceneTree
# Loads a glTF file with the engine's own reader; tells its blend shapes and its animation.

func _init():
	var job = JSON.parse_string(FileAccess.get_file_as_string("res://job.json"))
	var answer = {}
	for path in job["files"]:
		answer[path] = look(path, job["times"])
	var file = FileAccess.open("res://answer.json", FileAccess.WRITE)
	file.store_string(JSON.stringify(answer, "", true, true))
	file.close()
	quit()

func look(path, times):
	var document = GLTFDocument.new()
	var state = GLTFState.new()
	var told = {"error": document.append_from_file("res://" + path, state)}
	if told["error"] != OK:
		return told
	var scene = document.generate_scene(state, 120.0)
	told["nodes"] = names(scene)
	told["meshes"] = []
	for node in scene.find_children("*", "ImporterMeshInstance3D", true, false) + scene.find_children("*", "MeshInstance3D", true, false):
		told["meshes"].append(mesh(node))
	told["animations"] = {}
	for player in scene.find_children("*", "AnimationPlayer", true, false):
		for title in player.get_animation_list():
			told["animations"][title] = tracks(player.get_animation(title), times)
	scene.free()
	return told

func names(node):
	var found = [String(node.name)]
	for child in node.get_children():
		found += names(child)
	return found

func mesh(node):
	var drawn = node.mesh.get_mesh() if node.mesh is ImporterMesh else node.mesh
	var shapes = []
	for index in drawn.get_blend_shape_count():
		shapes.append(String(drawn.get_blend_shape_name(index)))
	var moved = {}
	var is_absolute = drawn.blend_shape_mode == Mesh.BLEND_SHAPE_MODE_NORMALIZED
	for surface in drawn.get_surface_count():
		var rest = drawn.surface_get_arrays(surface)[Mesh.ARRAY_VERTEX]
		var bent = drawn.surface_get_blend_shape_arrays(surface)
		for index in shapes.size():
			var there = bent[index][Mesh.ARRAY_VERTEX]
			for point in rest.size():
				var way = there[point] - rest[point] if is_absolute else there[point]
				moved[shapes[index]] = max(moved.get(shapes[index], 0.0), way.length())
	return {"name": String(node.name), "surfaces": drawn.get_surface_count(), "shapes": shapes, "moved": moved}

func tracks(animation, times):
	var told = {"length": animation.length, "blend": {}, "rotation": {}, "position": {}}
	for track in animation.get_track_count():
		var path = String(animation.track_get_path(track))
		var values = []
		match animation.track_get_type(track):
			Animation.TYPE_BLEND_SHAPE:
				for time in times:
					values.append(animation.blend_shape_track_interpolate(track, time))
				told["blend"][path.get_slice(":", 1)] = values
			Animation.TYPE_ROTATION_3D:
				for time in times:
					var turn = animation.rotation_track_interpolate(track, time)
					values.append([turn.x, turn.y, turn.z, turn.w])
				told["rotation"][path] = values
			Animation.TYPE_POSITION_3D:
				for time in times:
					values.append(animation.position_track_interpolate(track, time).x)
				told["position"][path] = values
	return told
