"""Judges Keras files: judge_keras.py FOLDER, with NAME.keras, NAME.weights.h5 and what they should hold and compute in NAME.json.

h5py reads every array. The configuration is gone through as Keras 3 does when it loads a model: its graph is made, its layers are put into Keras's order,
and the weights are looked for at the places that this gives. Where Keras 3 itself can be imported it loads the files too, and computes what they should:
KERAS_BACKEND=numpy PYTHONPATH=... judge_keras.py FOLDER.
"""

import io
import json
import pathlib
import re
import sys
import zipfile

import h5py
import numpy as np

TOLERANCE = 1e-5

# What the constructors of Keras 3.0.0 take, besides name, trainable and dtype.
PENALTIES = lambda *names: {f"{name}_{what}" for name in names for what in ("initializer", "regularizer", "constraint")}
WINDOW = {"kernel_size", "strides", "padding", "data_format", "dilation_rate", "activation", "use_bias", "activity_regularizer", *PENALTIES("bias")}
POOL = {"pool_size", "strides", "padding", "data_format"}
AFFINE = {"axis", "epsilon", "center", "scale", *PENALTIES("beta", "gamma")}
WARP = {"fill_mode", "fill_value", "interpolation", "seed", "data_format"}
TAKEN = {
    "InputLayer": {"batch_shape", "sparse"},
    "Conv2D": {"filters", "groups", *PENALTIES("kernel")} | WINDOW,
    "Conv2DTranspose": {"filters", *PENALTIES("kernel")} | WINDOW,
    "DepthwiseConv2D": {"depth_multiplier", *PENALTIES("depthwise")} | WINDOW,
    "SeparableConv2D": {"filters", "depth_multiplier", *PENALTIES("depthwise", "pointwise")} | WINDOW,
    "Dense": {"units", "activation", "use_bias", "activity_regularizer", *PENALTIES("kernel", "bias")},
    "MaxPooling2D": POOL, "AveragePooling2D": POOL,
    "GlobalMaxPooling2D": {"data_format", "keepdims"}, "GlobalAveragePooling2D": {"data_format", "keepdims"},
    "BatchNormalization": {"momentum", "moving_mean_initializer", "moving_variance_initializer"} | AFFINE,
    "LayerNormalization": {"rms_scaling"} | AFFINE, "GroupNormalization": {"groups"} | AFFINE,
    "Normalization": {"axis", "mean", "variance", "invert"}, "Rescaling": {"scale", "offset"},
    "Activation": {"activation"}, "ReLU": {"max_value", "negative_slope", "threshold"}, "LeakyReLU": {"negative_slope"}, "ELU": {"alpha"},
    "PReLU": {"shared_axes", *PENALTIES("alpha")}, "Flatten": {"data_format"}, "Reshape": {"target_shape"}, "Permute": {"dims"},
    "ZeroPadding2D": {"padding", "data_format"}, "Cropping2D": {"cropping", "data_format"}, "UpSampling2D": {"size", "data_format", "interpolation"},
    "Dropout": {"rate", "seed"}, "SpatialDropout2D": {"rate", "seed", "data_format"}, "GaussianDropout": {"rate", "seed"},
    "AlphaDropout": {"rate", "seed"}, "GaussianNoise": {"stddev", "seed"},
    "RandomFlip": {"mode", "seed"}, "RandomTranslation": {"height_factor", "width_factor"} | WARP, "RandomRotation": {"factor"} | WARP,
    "RandomZoom": {"height_factor", "width_factor"} | WARP, "RandomContrast": {"factor", "seed"}, "RandomBrightness": {"factor", "value_range", "seed"},
    "RandomCrop": {"height", "width", "seed"},
    "Concatenate": {"axis"}, **{name: set() for name in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum")},
}

# Settings that came later; who uses them needs the newer Keras.
LATER = {"output_padding", "value_range"}


def snake(name):
    """Keras's to_snake_case."""
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def arrays(file):
    found = {}
    file.visititems(lambda path, item: found.__setitem__(path, item[()]) if isinstance(item, h5py.Dataset) else None)
    return found


def tensors(argument):
    """The layers that an argument of a call names."""
    if isinstance(argument, list):
        return [name for item in argument for name in tensors(item)]
    assert argument["class_name"] == "__keras_tensor__", argument
    layer, node, index = argument["config"]["keras_history"]
    assert (node, index) == (0, 0)
    return [layer]


def order(model):
    """The names and classes of a model's layers in the order in which Keras has them."""
    config = model["config"]
    layers = {layer["config"]["name"]: layer for layer in config["layers"]}
    assert len(layers) == len(config["layers"]), "two layers of one name"
    for layer in config["layers"]:
        name = layer["class_name"]
        unknown = set(layer["config"]) - TAKEN[name] - {"name", "trainable", "dtype"} - LATER
        assert layer["module"] == "keras.layers" and layer["registered_name"] is None and not unknown, (name, unknown)
        assert layer["config"]["dtype"] == "float32"
    if model["class_name"] == "Sequential":
        assert model["module"] == "keras" and config["layers"][0]["class_name"] == "InputLayer"
        return [(layer["config"]["name"], layer["class_name"]) for layer in config["layers"][1:]]
    assert model["class_name"] == "Functional" and model["module"] == "keras.src.models.functional"
    reads = {}
    for layer in config["layers"]:
        assert layer["name"] == layer["config"]["name"]
        reads[layer["name"]] = [name for node in layer["inbound_nodes"] for name in tensors(node["args"])]
    assert config["input_layers"][0][0] == config["layers"][0]["name"]
    output = config["output_layers"][0][0]

    # Keras's map_graph: the way back from the output, then by the longest way to it.
    met, finished = {}, []

    def walk(name):
        if name in met:
            return
        met[name] = len(met)
        for read in reads[name]:
            walk(read)
        finished.append(name)

    walk(output)
    assert set(met) == set(layers), "layers that the output does not need"
    depth = dict.fromkeys(layers, 0)
    for name in reversed(finished):
        for read in reads[name]:
            depth[read] = max(depth[read], depth[name] + 1)
    names = sorted(layers, key=lambda name: (-depth[name], met[name]))
    assert names == [layer["name"] for layer in config["layers"]], "another order than Keras's"
    return [(name, layers[name]["class_name"]) for name in names]


def check_weights(file, layers, known):
    counts, places = {}, {}
    for name, class_name in layers:
        stem = snake(class_name)
        counts[stem] = counts.get(stem, -1) + 1
        places[f"layers/{stem}_{counts[stem]}" if counts[stem] else f"layers/{stem}"] = (name, class_name)
    assert set(file["layers"]) == {place.removeprefix("layers/") for place in places}, "other places than Keras's"
    expected = {}
    for place, (name, class_name) in places.items():
        assert file[place + "/vars"].attrs["name"] == name
        for index, weight in enumerate(known["layers"].get(name, [])):
            expected[f"{place}/vars/{index}"] = np.array(weight["values"], "float32").reshape(weight["shape"])
        if class_name == "Normalization":
            expected[f"{place}/vars/2"] = np.array(0, "int32")
    found = arrays(file)
    assert set(found) == set(expected), set(found) ^ set(expected)
    for path, value in expected.items():
        assert found[path].dtype == value.dtype and found[path].shape == value.shape and np.array_equal(found[path], value), path


def judge(path, load):
    known = json.loads(path.with_suffix(".json").read_text())
    archive = zipfile.ZipFile(path)
    assert archive.testzip() is None and all(member.compress_type == zipfile.ZIP_STORED for member in archive.infolist())
    assert archive.namelist() == ["metadata.json", "config.json", "model.weights.h5"]
    layers = order(json.loads(archive.read("config.json")))
    weights = archive.read("model.weights.h5")
    alone = path.with_suffix(".weights.h5")
    assert alone.read_bytes() == weights
    with h5py.File(io.BytesIO(weights)) as file:
        check_weights(file, layers, known)
    if load:
        model = load(str(path))
        model.load_weights(str(alone))
        output = np.asarray(model(np.array(known["input"], "float32").reshape(known["shape"]), training=False)).ravel()
        expected = np.array(known["output"], "float32")
        difference = np.abs(output - expected).max() / max(np.abs(expected).max(), 1)
        assert difference <= TOLERANCE, f"Keras computes {difference} besides"


def main():
    try:
        from keras.saving import load_model
    except ImportError:
        load_model = None
    failed = 0
    files = sorted(pathlib.Path(sys.argv[1]).glob("*.keras"))
    for path in files:
        try:
            judge(path, load_model)
        except Exception as error:
            failed += 1
            print(f"{path.name}: {type(error).__name__} {error}")
    print(f"{len(files)} files, {failed} wrong" + (", loaded by Keras" if load_model else ""))
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
