"""Makes the files of Keras that the tests of its readers use, in the layouts of Keras 2 and 3, and what their networks compute.

Runs with Debian's python3-h5py and python3-numpy: /usr/bin/python3 make_keras.py. Keras itself is not needed: the files have the layouts that its versions
write, and the outputs are computed here in double precision from the definitions of the layers.
"""

import io
import json
import pathlib
import zipfile

import h5py
import numpy as np

FILES = pathlib.Path(__file__).resolve().parent.parent / "Files" / "keras"
RANDOM = np.random.RandomState(20260101)


def weights(*shape, scale=0.4):
    return (RANDOM.standard_normal(shape) * scale).astype(np.float32)


CONV1 = {"kernel": weights(3, 3, 2, 4), "bias": weights(4)}
NORM = {"gamma": 1 + weights(4), "beta": weights(4), "moving_mean": weights(4), "moving_variance": 1 + np.abs(weights(4))}
CONV2 = {"kernel": weights(2, 2, 4, 6), "bias": weights(6)}
DENSE = {"kernel": weights(150, 5, scale=0.1), "bias": weights(5)}
INPUT = RANDOM.random_sample((2, 12, 12, 2)).astype(np.float32)


def conv(x, layer, same):
    kernel = layer["kernel"].astype(np.float64)
    rows, columns = kernel.shape[:2]
    if same:
        x = np.pad(x, ((0, 0), ((rows - 1) // 2, rows // 2), ((columns - 1) // 2, columns // 2), (0, 0)))
    height, width = x.shape[1] - rows + 1, x.shape[2] - columns + 1
    y = np.zeros((x.shape[0], height, width, kernel.shape[3]))
    for i in range(rows):
        for j in range(columns):
            y += x[:, i:i + height, j:j + width] @ kernel[i, j]
    return y + layer["bias"]


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def features(x):
    x = np.maximum(conv(x, CONV1, same=False), 0)
    x = (x - NORM["moving_mean"]) / np.sqrt(NORM["moving_variance"].astype(np.float64) + 1e-3) * NORM["gamma"] + NORM["beta"]
    return x.reshape(x.shape[0], 5, 2, 5, 2, 4).max((2, 4))


def chain(x):
    y = np.maximum(conv(features(x), CONV2, same=True), 0)
    return softmax(y.reshape(len(y), -1) @ DENSE["kernel"] + DENSE["bias"])


def residual(x):
    y = conv(features(x), CONV2, same=True)
    y = (np.maximum(y, 0) + y) * 0.5
    return softmax(y.reshape(len(y), -1) @ DENSE["kernel"] + DENSE["bias"])


def config(name, **own):
    return {"name": name, "trainable": True, "dtype": "float32", **own}


def conv_config(name, filters, size, padding, activation):
    return config(
        name, filters=filters, kernel_size=[size, size], strides=[1, 1], padding=padding, data_format="channels_last", dilation_rate=[1, 1], groups=1,
        activation=activation, use_bias=True, kernel_initializer={"class_name": "GlorotUniform", "config": {"seed": None}},
        bias_initializer={"class_name": "Zeros", "config": {}}, kernel_regularizer={"class_name": "L2", "config": {"l2": 0.009999999776482582}},
        bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None)


LAYERS = [
    ("Conv2D", conv_config("conv2d_7", 4, 3, "valid", "relu"), CONV1),
    ("BatchNormalization", config("norm", axis=[3], momentum=0.99, epsilon=0.001, center=True, scale=True), NORM),
    ("MaxPooling2D", config("max_pooling2d", pool_size=[2, 2], padding="valid", strides=[2, 2], data_format="channels_last"), {}),
    ("Conv2D", conv_config("head/conv", 6, 2, "same", "linear"), CONV2),
    ("ReLU", config("re_lu", max_value=None, negative_slope=0.0, threshold=0.0), {}),
    ("Dropout", config("dropout", rate=0.25, noise_shape=None, seed=None), {}),
    ("Flatten", config("flatten", data_format="channels_last"), {}),
    ("Dense", config("scores", units=5, activation="linear", use_bias=True), DENSE),
    ("Softmax", config("softmax", axis=-1), {}),
]


def sequence(name, layers, shape=(None, 12, 12, 2)):
    first = {"class_name": "InputLayer", "config": {"batch_input_shape": list(shape), "dtype": "float32", "sparse": False, "ragged": False, "name": "input_1"}}
    return {"class_name": "Sequential", "config": {"name": name, "layers": [first] + [{"class_name": kind, "config": c} for kind, c, _ in layers]}}


def functional():
    def layer(kind, c, *inputs, nodes=None):
        return {"class_name": kind, "config": c, "name": c["name"], "inbound_nodes": nodes or [[[i, 0, 0, {}] for i in inputs]]}

    inner = sequence("features", LAYERS[:3])
    op = {"trainable": True, "dtype": "float32"}
    layers = [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [None, 12, 12, 2], "dtype": "float32", "sparse": False, "ragged": False, "name": "images"}, "name": "images",
         "inbound_nodes": []},
        layer("Sequential", inner["config"], "images"),
        layer("Conv2D", LAYERS[3][1], "features"),
        layer("ReLU", LAYERS[4][1], "head/conv"),
        layer("TFOpLambda", {"name": "tf.__operators__.add", "function": "__operators__.add", **op}, nodes=[["re_lu", 0, 0, {"y": ["head/conv", 0, 0], "name": None}]]),
        layer("TFOpLambda", {"name": "tf.math.multiply", "function": "math.multiply", **op}, nodes=[["tf.__operators__.add", 0, 0, {"y": 0.5, "name": None}]]),
        layer("Flatten", LAYERS[6][1], "tf.math.multiply"),
        layer("Dense", LAYERS[7][1], "flatten"),
        layer("Softmax", LAYERS[8][1], "scores"),
    ]
    return {"class_name": "Functional", "config": {"name": "model", "layers": layers, "input_layers": [["images", 0, 0]], "output_layers": [["softmax", 0, 0]]}}


def texts(group, name, values):
    group.attrs[name] = np.array([value.encode() for value in values]) if values else np.array([], dtype="S1")


def write_groups(group, layers, dtype=None, suffix=":0", **options):
    """Weights as Keras 2 keeps them: a group for each layer with the names of its weights."""
    texts(group, "layer_names", [name for name, _ in layers])
    group.attrs["backend"] = "tensorflow"
    group.attrs["keras_version"] = "2.10.0"
    for name, tensors in layers:
        own = group.create_group(name)
        texts(own, "weight_names", [key + suffix for key in tensors])
        for key, values in tensors.items():
            own.create_dataset(key + suffix, data=values.astype(dtype or values.dtype), **(options if values.ndim > 1 else {}))


def flat_weights():
    return [(c["name"], {f"{c['name']}/{key}": values for key, values in tensors.items()}) for _, c, tensors in LAYERS]


def write_h5(name, model, layers, libver="earliest", **options):
    with h5py.File(FILES / name, "w", libver=libver) as file:
        file.attrs["model_config"] = json.dumps(model)
        file.attrs["keras_version"] = "2.10.0"
        file.attrs["backend"] = "tensorflow"
        write_groups(file.create_group("model_weights"), layers, **options)


def places(separator="/", root="layers", track_order=False):
    """Weights as Keras 3 keeps them: by class and number."""
    memory = io.BytesIO()
    with h5py.File(memory, "w", track_order=track_order) as file:
        counts = {}
        if track_order:
            file.create_group(root, track_order=True)
        for kind, _, tensors in LAYERS:
            stem = {"Conv2D": "conv2d", "BatchNormalization": "batch_normalization", "MaxPooling2D": "max_pooling2d", "ReLU": "re_lu"}.get(kind, kind.lower())
            number = counts.get(stem, 0)
            counts[stem] = number + 1
            own = file.create_group(f"{root}{separator}{stem}{'_' + str(number) if number else ''}", track_order=track_order)
            variables = own.create_group("vars", track_order=track_order)
            for i, values in enumerate(tensors.values()):
                variables.create_dataset(str(i), data=values)
        if track_order:
            # More links than a header holds lie in a heap.
            for i in range(60):
                file[root].create_group(f"dropout_{i + 1}")
        file.create_group("optimizer").create_group("vars").create_dataset("0", data=np.int64(3))
    return memory.getvalue()


def nested_places():
    """The first three layers are a model within the model, and counted by themselves."""
    memory = io.BytesIO()
    with h5py.File(memory, "w") as file:
        for path, tensors in (("sequential/layers/conv2d", CONV1), ("sequential/layers/batch_normalization", NORM), ("conv2d", CONV2), ("dense", DENSE)):
            variables = file.create_group(f"layers/{path}/vars")
            for i, values in enumerate(tensors.values()):
                variables.create_dataset(str(i), data=values)
    return memory.getvalue()


def nested_model():
    model = keras3_model()
    layers = model["config"]["layers"]
    inner = {"module": "keras", "class_name": "Sequential", "config": {"name": "features", "layers": layers[:4]}}
    model["config"]["layers"] = [layers[0], inner] + layers[4:]
    return model


def keras3_model():
    model = sequence("sequential", LAYERS)
    model["module"] = "keras"
    first = model["config"]["layers"][0]["config"]
    first["batch_shape"] = first.pop("batch_input_shape")
    for layer in model["config"]["layers"]:
        layer["module"] = "keras.layers"
        if "dtype" in layer["config"] and layer["class_name"] != "InputLayer":
            layer["config"]["dtype"] = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None}
    return model


def write_keras(name, version, hdf5, model=None):
    with zipfile.ZipFile(FILES / name, "w") as archive:
        for member, text in (("metadata.json", json.dumps({"keras_version": version})), ("config.json", json.dumps(model or keras3_model())), ("model.weights.h5", hdf5)):
            archive.writestr(zipfile.ZipInfo(member, (2026, 1, 1, 0, 0, 0)), text)


def main():
    FILES.mkdir(parents=True, exist_ok=True)
    inner = {f"{c['name']}/{key}": values for _, c, tensors in LAYERS[:3] for key, values in tensors.items()}
    nested = [("images", {}), ("features", inner)] + flat_weights()[3:]
    write_h5("sequential.h5", sequence("sequential", LAYERS), flat_weights())
    write_h5("functional.h5", functional(), nested)
    write_h5("chunked.h5", sequence("sequential", LAYERS), flat_weights(), chunks=True, compression="gzip", shuffle=True)
    write_h5("double-big-endian.h5", sequence("sequential", LAYERS), flat_weights(), dtype=">f8")
    write_h5("newest.h5", sequence("sequential", LAYERS), flat_weights(), libver="v110")
    with h5py.File(FILES / "weights-only.h5", "w") as file:
        write_groups(file, flat_weights())
    (FILES / "keras3.weights.h5").write_bytes(places())
    write_keras("keras3.keras", "3.5.0", places())
    write_keras("keras3-tracked.keras", "3.12.0", places(track_order=True))
    write_keras("keras2.13.keras", "2.13.1", places(root="_layer_checkpoint_dependencies"))
    write_keras("windows.keras", "2.15.0", places(separator="\\"))
    write_keras("keras3-nested.keras", "3.5.0", nested_places(), nested_model())
    x = INPUT.astype(np.float64)
    known = {"input": INPUT.ravel().tolist(), "chain": chain(x).ravel().tolist(), "residual": residual(x).ravel().tolist()}
    (FILES / "known.json").write_text(json.dumps(known))


main()
