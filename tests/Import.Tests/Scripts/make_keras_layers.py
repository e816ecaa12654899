"""Makes models of Keras with every kind of layer that is imported, each an output of its own, in the layouts of Keras 2 and 3, and what they compute.

Runs with Debian's python3-h5py and python3-numpy: /usr/bin/python3 make_keras_layers.py. As in make_keras.py, outputs are computed here in double precision
from the definitions of the layers.
"""

import base64
import io
import json
import math
import pathlib
import zipfile

import h5py
import numpy as np

FILES = pathlib.Path(__file__).resolve().parent.parent / "Files" / "keras"
RANDOM = np.random.RandomState(20260102)
SHAPE = (6, 5, 4)
INPUT = (RANDOM.standard_normal((1, *SHAPE))).astype(np.float32)

erf = np.vectorize(math.erf)


def weights(*shape, scale=0.5):
    return (RANDOM.standard_normal(shape) * scale).astype(np.float32)


def positive(*shape):
    return (0.5 + RANDOM.random_sample(shape)).astype(np.float32)


def same(size, kernel, stride, dilation=1):
    total = max((-(-size // stride) - 1) * stride + (kernel - 1) * dilation + 1 - size, 0)
    return total // 2, total - total // 2


def windows(x, size, strides, dilation, padding, fill=0.0):
    """All windows of images: (batch, rows, columns, kernel rows, kernel columns, channels)."""
    if padding == "same":
        x = np.pad(x, ((0, 0), same(x.shape[1], size[0], strides[0], dilation), same(x.shape[2], size[1], strides[1], dilation), (0, 0)), constant_values=fill)
    rows = (x.shape[1] - (size[0] - 1) * dilation - 1) // strides[0] + 1
    columns = (x.shape[2] - (size[1] - 1) * dilation - 1) // strides[1] + 1
    return np.array([[x[:, i * strides[0]:i * strides[0] + (size[0] - 1) * dilation + 1:dilation, j * strides[1]:j * strides[1] + (size[1] - 1) * dilation + 1:dilation]
                      for j in range(columns)] for i in range(rows)]).transpose(2, 0, 1, 3, 4, 5)


def conv(x, kernel, bias=0, strides=(1, 1), dilation=1, padding="valid", groups=1):
    parts = []
    for group in range(groups):
        c, f = kernel.shape[2], kernel.shape[3] // groups
        w = windows(x[..., group * c:(group + 1) * c], kernel.shape[:2], strides, dilation, padding)
        parts.append(np.einsum("bijklc,klcf->bijf", w, kernel[..., group * f:(group + 1) * f].astype(np.float64)))
    return np.concatenate(parts, -1) + bias


def depthwise(x, kernel, bias=0, strides=(1, 1), dilation=1, padding="valid"):
    y = np.einsum("bijklc,klcm->bijcm", windows(x, kernel.shape[:2], strides, dilation, padding), kernel.astype(np.float64))
    return y.reshape(*y.shape[:3], -1) + bias


def transposed(x, kernel, bias, stride, padding):
    size = kernel.shape[0]
    full = np.zeros((1, (x.shape[1] - 1) * stride + max(size, stride), (x.shape[2] - 1) * stride + max(size, stride), kernel.shape[2]))
    for i in range(x.shape[1]):
        for j in range(x.shape[2]):
            full[:, i * stride:i * stride + size, j * stride:j * stride + size] += np.einsum("bc,klfc->bklf", x[:, i, j], kernel.astype(np.float64))
    if padding == "same":
        cut = max(size - stride, 0) // 2
        full = full[:, cut:cut + x.shape[1] * stride, cut:cut + x.shape[2] * stride]
    return full + bias


def normalized(x, axes, epsilon):
    return (x - x.mean(axes, keepdims=True)) / np.sqrt(x.var(axes, keepdims=True) + epsilon)


def bilinear(x, factor):
    def along(x, axis):
        size = x.shape[axis]
        at = np.clip((np.arange(size * factor) + 0.5) / factor - 0.5, 0, size - 1)
        low = np.floor(at).astype(int)
        high = np.minimum(low + 1, size - 1)
        part = (at - low).reshape([-1 if i == axis else 1 for i in range(x.ndim)])
        return np.take(x, low, axis) * (1 - part) + np.take(x, high, axis) * part
    return along(along(x, 1), 2)


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def softplus(x):
    return np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0)


def elu(x, alpha=1.0):
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


FUNCTIONS = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "relu6": lambda x: np.clip(x, 0, 6),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.2 * x),
    "elu": elu,
    "selu": lambda x: 1.0507009873554805 * elu(x, 1.6732632423543772),
    "celu": elu,
    "gelu": lambda x: x * (1 + erf(x / math.sqrt(2))) / 2,
    "silu": lambda x: x / (1 + np.exp(-x)),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "hard_sigmoid": lambda x: np.clip(x / 6 + 0.5, 0, 1),
    "hard_silu": lambda x: x * np.clip(x / 6 + 0.5, 0, 1),
    "tanh": np.tanh,
    "softplus": softplus,
    "softsign": lambda x: x / (1 + np.abs(x)),
    "softmax": softmax,
    "log_softmax": lambda x: np.log(softmax(x)),
    "mish": lambda x: x * np.tanh(softplus(x)),
    "exponential": np.exp,
}


class Model:
    """Layers with what they compute; all that are no one's input are outputs."""

    def __init__(self):
        self.layers = []
        self.values = {"images": INPUT.astype(np.float64)}

    def add(self, kind, compute, *inputs, tensors=None, output=True, arguments=(), module="keras.layers", **config):
        """A layer behind others, with its weights in Keras's order; the name says the kind and tells several of it apart."""
        name = config.pop("name", None) or kind.lower() + "_" + str(sum(kind == other["kind"] for other in self.layers) + 1)
        inputs = inputs or ("images",)
        tensors = tensors or {}
        self.values[name] = compute(*[self.values[one] for one in inputs], *tensors.values())
        self.layers.append({"kind": kind, "name": name, "inputs": inputs, "tensors": tensors, "config": config, "output": output, "arguments": arguments, "module": module})
        return name

    def outputs(self):
        return [layer["name"] for layer in self.layers if layer["output"]]

    def config(self, is_third):
        """The model as Keras 3 describes it, or as Keras 2."""
        def tensor(name):
            return {"class_name": "__keras_tensor__", "config": {"shape": [None, *self.values[name].shape[1:]], "dtype": "float32", "keras_history": [name, 0, 0]}}

        first = {"dtype": "float32", "sparse": False, "name": "images", "batch_shape" if is_third else "batch_input_shape": [None, *SHAPE]}
        layers = [{"class_name": "InputLayer", "config": first, "name": "images", "inbound_nodes": []}]
        for layer in self.layers:
            named = {"name": layer["name"], "trainable": True, "dtype": "float32", **layer["config"]}
            if is_third:
                several = [tensor(name) for name in layer["inputs"]]
                nodes = [{"args": [several] if len(several) > 1 else [*several, *layer["arguments"]], "kwargs": {}}]
            else:
                extra = layer["arguments"][0] if layer["arguments"] else {}
                nodes = [[[name, 0, 0, extra if i == 0 else {}] for i, name in enumerate(layer["inputs"])]]
            layers.append({"module": layer["module"], "class_name": layer["kind"], "config": named, "name": layer["name"], "inbound_nodes": nodes})
        ends = [[name, 0, 0] for name in self.outputs()]
        return {"module": "keras", "class_name": "Functional", "config": {"name": "layers", "trainable": True, "layers": layers, "input_layers": [["images", 0, 0]], "output_layers": ends}}

    def known(self):
        values = {name: base64.b64encode(self.values[name].astype("<f4").tobytes()).decode() for name in self.outputs()}
        return json.dumps({"input": base64.b64encode(INPUT.astype("<f4").tobytes()).decode(), "outputs": values}, indent=0)


SNAKE = {
    "Conv2D": "conv2d", "Conv2DTranspose": "conv2d_transpose", "DepthwiseConv2D": "depthwise_conv2d", "SeparableConv2D": "separable_conv2d", "PReLU": "p_re_lu",
    "BatchNormalization": "batch_normalization", "LayerNormalization": "layer_normalization", "GroupNormalization": "group_normalization",
}


def window(size, strides=(1, 1), padding="valid", **more):
    return {"kernel_size": list(size), "strides": list(strides), "padding": padding, "data_format": "channels_last", **more}


def of_keras_3():
    model = Model()
    add = model.add
    c = SHAPE[2]
    add("Conv2D", lambda x, k, b: np.maximum(conv(x, k, b, (2, 2), padding="same"), 0), tensors={"kernel": weights(3, 3, c, 5), "bias": weights(5)},
        filters=5, dilation_rate=[1, 1], groups=1, activation="relu", use_bias=True, **window((3, 3), (2, 2), "same"))
    add("Conv2D", lambda x, k: conv(x, k, dilation=2), tensors={"kernel": weights(2, 2, c, 3)},
        filters=3, dilation_rate=[2, 2], groups=1, activation="linear", use_bias=False, **window((2, 2)))
    add("Conv2D", lambda x, k, b: conv(x, k, b, padding="same", groups=2), tensors={"kernel": weights(2, 3, c // 2, 6), "bias": weights(6)},
        filters=6, dilation_rate=[1, 1], groups=2, activation="linear", use_bias=True, **window((2, 3), padding="same"))
    for padding in ("same", "valid"):
        add("Conv2DTranspose", lambda x, k, b: transposed(x, k, b, 2, padding), tensors={"kernel": weights(3, 3, 2, c), "bias": weights(2)},
            filters=2, dilation_rate=[1, 1], activation="linear", use_bias=True, output_padding=None, **window((3, 3), (2, 2), padding))
    add("DepthwiseConv2D", lambda x, k, b: depthwise(x, k, b, (2, 2), padding="same"), tensors={"kernel": weights(3, 3, c, 2), "bias": weights(2 * c)},
        depth_multiplier=2, dilation_rate=[1, 1], activation="linear", use_bias=True, **window((3, 3), (2, 2), "same"))
    add("SeparableConv2D", lambda x, d, p, b: np.tanh(conv(depthwise(x, d), p, b)),
        tensors={"depthwise_kernel": weights(3, 3, c, 1), "pointwise_kernel": weights(1, 1, c, 5), "bias": weights(5)},
        depth_multiplier=1, filters=5, dilation_rate=[1, 1], activation="tanh", use_bias=True, **window((3, 3)))
    flat = add("Flatten", lambda x: x.reshape(1, -1), data_format="channels_last")
    add("Dense", lambda x, k, b: x @ k.astype(np.float64) + b, flat, tensors={"kernel": weights(math.prod(SHAPE), 3, scale=0.1), "bias": weights(3)},
        units=3, activation="linear", use_bias=True)
    add("Dense", lambda x, k: 1 / (1 + np.exp(-(x @ k.astype(np.float64)))), tensors={"kernel": weights(c, 3)}, units=3, activation="sigmoid", use_bias=False)
    pool = {"pool_size": [3, 2], "strides": [2, 2], "padding": "same", "data_format": "channels_last"}
    add("MaxPooling2D", lambda x: windows(x, (3, 2), (2, 2), 1, "same", -np.inf).max((3, 4)), **pool)
    counted = np.ones((1, *SHAPE))
    add("AveragePooling2D", lambda x: windows(x, (3, 2), (2, 2), 1, "same").sum((3, 4)) / windows(counted, (3, 2), (2, 2), 1, "same").sum((3, 4)), **pool)
    mean = add("GlobalAveragePooling2D", lambda x: x.mean((1, 2)), data_format="channels_last", keepdims=False)
    add("GlobalMaxPooling2D", lambda x: x.max((1, 2), keepdims=True), data_format="channels_last", keepdims=True)
    add("BatchNormalization", lambda x, g, b, m, v: (x - m) / np.sqrt(v.astype(np.float64) + 1e-2) * g + b,
        tensors={"gamma": positive(c), "beta": weights(c), "moving_mean": weights(c), "moving_variance": positive(c)},
        axis=-1, momentum=0.99, epsilon=1e-2, center=True, scale=True, synchronized=False)
    add("BatchNormalization", lambda x, b, m, v: (x - m) / np.sqrt(v.astype(np.float64) + 1e-3) + b, mean,
        tensors={"beta": weights(c), "moving_mean": weights(c), "moving_variance": positive(c)}, axis=-1, momentum=0.9, epsilon=1e-3, center=True, scale=False)
    add("LayerNormalization", lambda x, g, b: normalized(x, (3,), 1e-3) * g + b, tensors={"gamma": positive(c), "beta": weights(c)},
        axis=-1, epsilon=1e-3, center=True, scale=True)
    add("LayerNormalization", lambda x: normalized(x, (1, 2, 3), 1e-2), axis=[1, 2, 3], epsilon=1e-2, center=False, scale=False)
    add("GroupNormalization", lambda x, g, b: normalized(x.reshape(1, 30, 2, 2), (1, 3), 1e-3).reshape(1, *SHAPE) * g + b,
        tensors={"gamma": positive(c), "beta": weights(c)}, groups=2, axis=-1, epsilon=1e-3, center=True, scale=True)
    add("Normalization", lambda x, m, v, _: (x - m) / np.sqrt(v.astype(np.float64)), tensors={"mean": weights(c), "variance": positive(c), "count": np.int32(7)},
        axis=[-1], invert=False, mean=None, variance=None)
    add("Rescaling", lambda x: x * 0.25 - 1, scale=0.25, offset=-1.0)
    for function, compute in FUNCTIONS.items():
        add("Activation", compute, name="activation_" + function, activation=function)
    add("ReLU", lambda x: np.where(x >= 1.5, 1.5, np.where(x >= 0.25, x, 0.1 * (x - 0.25))), max_value=1.5, negative_slope=0.1, threshold=0.25)
    add("LeakyReLU", lambda x: np.where(x > 0, x, 0.1 * x), negative_slope=0.1)
    add("ELU", lambda x: elu(x, 0.5), alpha=0.5)
    add("Softmax", softmax, axis=-1)
    add("PReLU", lambda x, a: np.where(x > 0, x, a * x), tensors={"alpha": weights(1, 1, c)}, shared_axes=[1, 2])
    add("Reshape", lambda x: x.reshape(1, 5, 8, 3), target_shape=[5, 8, 3])
    add("Permute", lambda x: x.transpose(0, 3, 1, 2), dims=[3, 1, 2])
    add("ZeroPadding2D", lambda x: np.pad(x, ((0, 0), (1, 2), (0, 1), (0, 0))), padding=[[1, 2], [0, 1]], data_format="channels_last")
    add("Cropping2D", lambda x: x[:, 1:-2, 0:-1], cropping=[[1, 2], [0, 1]], data_format="channels_last")
    add("CenterCrop", lambda x: x[:, 1:5, 1:4], height=4, width=3, data_format="channels_last")
    add("Resizing", lambda x: x, height=6, width=5, interpolation="bilinear", crop_to_aspect_ratio=False, data_format="channels_last")
    add("UpSampling2D", lambda x: x.repeat(2, 1).repeat(3, 2), size=[2, 3], interpolation="nearest", data_format="channels_last")
    add("UpSampling2D", lambda x: bilinear(x, 2), size=[2, 2], interpolation="bilinear", data_format="channels_last")
    add("Dropout", lambda x: x, rate=0.5, seed=None, noise_shape=None)
    add("SpatialDropout2D", lambda x: x, rate=0.5, seed=None, data_format="channels_last")
    add("GaussianDropout", lambda x: x, rate=0.5, seed=None)
    add("AlphaDropout", lambda x: x, rate=0.5, seed=None, noise_shape=None)
    add("GaussianNoise", lambda x: x, stddev=0.5, seed=None)
    add("ActivityRegularization", lambda x: x, l1=0.1, l2=0.0)
    add("RandomFlip", lambda x: x, mode="horizontal", seed=None)
    add("RandomTranslation", lambda x: x, height_factor=0.1, width_factor=0.2, fill_mode="reflect", interpolation="bilinear", seed=None, fill_value=0.0)
    add("RandomRotation", lambda x: x, factor=[-0.1, 0.1], fill_mode="reflect", interpolation="bilinear", seed=None, fill_value=0.0)
    add("RandomZoom", lambda x: x, height_factor=0.1, width_factor=None, fill_mode="reflect", interpolation="bilinear", seed=None, fill_value=0.0)
    add("RandomContrast", lambda x: x, factor=[0.1, 0.2], value_range=[0, 1], seed=None)
    add("RandomBrightness", lambda x: x, factor=[-0.1, 0.1], value_range=[0, 1], seed=None)
    add("RandomCrop", lambda x: x, height=6, width=5, seed=None)
    half = add("Rescaling", lambda x: x * 0.5 + 0.125, output=False, scale=0.5, offset=0.125)
    for kind, compute in (("Add", lambda x, y: x + y), ("Subtract", lambda x, y: x - y), ("Multiply", lambda x, y: x * y), ("Average", lambda x, y: (x + y) / 2),
                          ("Maximum", np.maximum), ("Minimum", np.minimum)):
        add(kind, compute, "images", half)
    add("Concatenate", lambda x, y: np.concatenate([x, y], 3), "images", half, axis=-1)
    add("TrueDivide", lambda x: x / 4, arguments=[4.0], module="keras.src.ops.numpy")
    add("Divide", lambda x: x / 8, arguments=[8.0], module="keras.src.ops.numpy")
    return model


def of_keras_2():
    """What Keras 3 no longer has, and some of what is written otherwise."""
    model = Model()
    add = model.add
    c = SHAPE[2]
    add("ThresholdedReLU", lambda x: np.where(x > 0.5, x, 0), theta=0.5)
    add("LeakyReLU", lambda x: np.where(x > 0, x, np.float32(0.1) * x), alpha=float(np.float32(0.1)))
    add("Conv2D", lambda x, k, b: conv(x, k, b, padding="same"), tensors={"kernel": weights(3, 3, c, 2), "bias": weights(2)},
        filters=2, dilation_rate=[1, 1], groups=1, activation="linear", use_bias=True, **window((3, 3), padding="same"))
    add("DepthwiseConv2D", lambda x, k: depthwise(x, k), tensors={"depthwise_kernel": weights(2, 2, c, 1)},
        depth_multiplier=1, dilation_rate=[1, 1], activation="linear", use_bias=False, **window((2, 2)))
    add("BatchNormalization", lambda x, g, b, m, v: (x - m) / np.sqrt(v.astype(np.float64) + 1e-3) * g + b,
        tensors={"gamma": positive(c), "beta": weights(c), "moving_mean": weights(c), "moving_variance": positive(c)},
        axis=[3], momentum=0.99, epsilon=1e-3, center=True, scale=True)
    add("SeparableConv2D", lambda x, d, p: conv(depthwise(x, d), p), tensors={"depthwise_kernel": weights(2, 2, c, 2), "pointwise_kernel": weights(1, 1, 2 * c, 3)},
        depth_multiplier=2, filters=3, dilation_rate=[1, 1], activation="linear", use_bias=False, **window((2, 2)))
    for function, y, compute in (("math.multiply", 0.5, lambda x: x * 0.5), ("math.subtract", 0.25, lambda x: x - 0.25), ("math.truediv", 4.0, lambda x: x / 4),
                                 ("__operators__.add", 0.125, lambda x: x + 0.125)):
        add("TFOpLambda", compute, name="tf." + function, function=function, arguments=[{"y": y, "name": None}])
    add("TFOpLambda", lambda x: np.maximum(x, 0), name="tf.nn.relu", function="nn.relu", arguments=[{"name": None}])
    return model


def write_keras(name, model):
    memory = io.BytesIO()
    with h5py.File(memory, "w") as file:
        counts = {}
        for layer in model.layers:
            stem = SNAKE.get(layer["kind"], layer["kind"].lower())
            number = counts.get(stem, 0)
            counts[stem] = number + 1
            for i, values in enumerate(layer["tensors"].values()):
                file[f"layers/{stem}{'_' + str(number) if number else ''}/vars/{i}"] = values
    with zipfile.ZipFile(FILES / name, "w") as archive:
        for member, content in (("metadata.json", json.dumps({"keras_version": "3.12.0"})), ("config.json", json.dumps(model.config(True))),
                                ("model.weights.h5", memory.getvalue())):
            archive.writestr(zipfile.ZipInfo(member, (2026, 1, 1, 0, 0, 0)), content)


def write_h5(name, model):
    def texts(group, key, values):
        group.attrs[key] = np.array([value.encode() for value in values]) if values else np.array([], dtype="S1")

    with h5py.File(FILES / name, "w") as file:
        file.attrs["model_config"] = json.dumps(model.config(False))
        file.attrs["keras_version"] = "2.11.0"
        root = file.create_group("model_weights")
        texts(root, "layer_names", ["images"] + [layer["name"] for layer in model.layers])
        for name, tensors in [("images", {})] + [(layer["name"], layer["tensors"]) for layer in model.layers]:
            own = root.create_group(name)
            texts(own, "weight_names", [f"{name}/{key}:0" for key in tensors])
            for key, values in tensors.items():
                own[f"{name}/{key}:0"] = values


def main():
    FILES.mkdir(parents=True, exist_ok=True)
    third, second = of_keras_3(), of_keras_2()
    write_keras("layers.keras", third)
    write_h5("layers.h5", second)
    (FILES / "layers.keras.json").write_text(third.known())
    (FILES / "layers.h5.json").write_text(second.known())


main()
