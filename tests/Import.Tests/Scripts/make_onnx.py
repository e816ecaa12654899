#!/usr/bin/python3
"""Makes the ONNX files of Files/Onnx, one for each kind of layer, with an input and the output that PyTorch computes.

Debian's python3-torch and python3-onnx are needed. Each folder is laid out as ONNX's own backend tests are:
model.onnx, test_data_set_0/input_0.pb and output_0.pb. Run it as  Scripts/make_onnx.py Files/Onnx
"""
import os
import sys
import tempfile

import numpy as np
import onnx
import onnx.external_data_helper
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
import torch.nn.functional as F

OUT = sys.argv[1]


def save(name, model, x, y):
    folder = os.path.join(OUT, name, "test_data_set_0")
    os.makedirs(folder, exist_ok=True)
    onnx.save(model, os.path.join(OUT, name, "model.onnx"))
    for kind, values in (("input", x), ("output", y)):
        with open(os.path.join(folder, kind + "_0.pb"), "wb") as file:
            file.write(numpy_helper.from_array(values.astype(np.float32), kind).SerializeToString())


def torched(name, module, shape=(2, 4, 6, 5), opset=13, **options):
    torch.manual_seed(1)
    module.eval()
    for part in module.modules():
        if isinstance(part, (nn.BatchNorm1d, nn.BatchNorm2d)):
            part.running_mean.uniform_(-0.5, 0.5)
            part.running_var.uniform_(0.5, 1.5)
        if getattr(part, "weight", None) is not None and isinstance(part, (nn.BatchNorm1d, nn.BatchNorm2d, nn.GroupNorm, nn.LayerNorm, nn.InstanceNorm2d)):
            nn.init.uniform_(part.weight, 0.5, 1.5)
            nn.init.uniform_(part.bias, -0.5, 0.5)
    x = torch.randn(shape)
    path = os.path.join(tempfile.gettempdir(), name + ".onnx")
    torch.onnx.export(module, x, path, opset_version=opset, do_constant_folding=True, dynamic_axes={"x": {0: "n"}}, input_names=["x"], output_names=["y"], **options)
    with torch.no_grad():
        save(name, onnx.load(path), x.numpy(), module(x).numpy())


class Of(nn.Module):
    """A function of x, and layers that it uses."""

    def __init__(self, function, *layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self.function = function

    def forward(self, x):
        return self.function(x, *self.layers)


def main():
    torch.manual_seed(0)
    torched("conv", nn.Sequential(nn.Conv2d(4, 5, 3, padding=1), nn.ReLU()))
    torched("conv_strided_pad", nn.Conv2d(4, 5, 3, stride=2, padding=1))
    torched("conv_even_pad", nn.Conv2d(4, 5, (2, 4), padding=(1, 2)))
    torched("conv_dilated", nn.Conv2d(4, 5, 3, dilation=2, bias=False))
    torched("conv_grouped", nn.Conv2d(4, 6, 3, groups=2))
    torched("conv_depthwise", nn.Sequential(nn.Conv2d(4, 8, 3, groups=4, stride=2, padding=1), nn.Hardswish()), opset=14)
    torched("conv_bn_relu", nn.Sequential(nn.Conv2d(4, 5, 3, bias=False), nn.BatchNorm2d(5), nn.ReLU6()), training=torch.onnx.TrainingMode.PRESERVE)
    torched("bn_alone", nn.Sequential(nn.MaxPool2d(2), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(24, 3)))
    torched("bn_vector", nn.Sequential(nn.Flatten(), nn.BatchNorm1d(120), nn.Linear(120, 4)))
    for size, stride, padding, added in ((2, 2, 0, 0), (3, 2, 1, 1), (3, 1, 1, 0), (4, 2, 1, 0), (3, 2, 0, 1), (1, 2, 0, 0), (5, 2, 2, 0)):
        torched(f"transposed_{size}_{stride}_{padding}_{added}", nn.ConvTranspose2d(4, 3, size, stride=stride, padding=padding, output_padding=added))
    torched("pools", nn.Sequential(nn.MaxPool2d(3, stride=2, padding=1), nn.AvgPool2d(3, stride=1, padding=1)))
    torched("pool_ceil", nn.MaxPool2d(2, ceil_mode=True))
    torched("pool_uncounted", nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False))
    torched("global_dense", nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 3), nn.Softmax(dim=1)))
    torched("reduced_mean", Of(lambda x: x.mean((2, 3))))
    torched("squeezed_excited", Of(lambda x, pool, down, up: x * torch.sigmoid(up(torch.relu(down(pool(x))))), nn.AdaptiveAvgPool2d(1), nn.Conv2d(4, 2, 1), nn.Conv2d(2, 4, 1)))
    torched("residual", Of(lambda x, a, b: torch.relu(x + b(torch.relu(a(x)))), nn.Conv2d(4, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1)))
    torched("branches", Of(lambda x, a, b: torch.cat([a(x), x, b(x)], 1), nn.Conv2d(4, 3, 1), nn.Conv2d(4, 2, 3, padding=1)))
    torched("flatten_joined", Of(lambda x, a: a(torch.cat([x.flatten(1), x.mean((2, 3))], 1)), nn.Linear(124, 3)))
    torched("flatten_output", nn.Flatten())
    torched("flatten_activated", nn.Sequential(nn.Flatten(), nn.Tanh(), nn.Linear(120, 3)))
    torched("flatten_shapes", Of(lambda x, a: a(x.view(x.size(0), -1)), nn.Linear(120, 5)))
    torched("decoder", Of(lambda x, a, b: b(a(x.flatten(1)).view(-1, 2, 4, 3)), nn.Linear(120, 24), nn.Conv2d(2, 3, 3, padding=1)))
    torched("pixels_as_rows", Of(lambda x: x.flatten(2).transpose(1, 2)))
    torched("channels_last_norm", Of(lambda x, n: n(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2), nn.LayerNorm(4)))
    torched("layer_norm_all", nn.LayerNorm((4, 6, 5)))
    torched("group_norm", nn.GroupNorm(2, 4))
    torched("instance_norm", nn.InstanceNorm2d(4, affine=True))
    torched("upsampled", nn.Upsample(scale_factor=2, mode="nearest"))
    torched("upsampled_linear", nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False))
    torched("padded", nn.Sequential(nn.ZeroPad2d((1, 2, 0, 1)), nn.Conv2d(4, 3, 3)))
    torched("cropped", Of(lambda x: x[:, :, 1:-1, 2:]))
    torched("rescaled", Of(lambda x, c: c(x / 255 - 0.5), nn.Conv2d(4, 3, 3)))
    torched("standardized", Of(lambda x, c: c((x - torch.tensor([0.4, 0.5, 0.6, 0.1]).view(1, 4, 1, 1)) / torch.tensor([0.2, 0.3, 0.1, 0.5]).view(1, 4, 1, 1)), nn.Conv2d(4, 3, 3)))
    torched("scaled_channels", Of(lambda x, c: c(x) * torch.tensor([0.5, -1, 2]).view(1, 3, 1, 1) + torch.tensor([0.1, 0.2, 0.3]).view(1, 3, 1, 1), nn.Conv2d(4, 3, 3)))
    torched("merged", Of(lambda x, c: torch.maximum(x - c(x), torch.minimum(x, c(x) * x)), nn.Conv2d(4, 4, 3, padding=1)))
    torched("spatial_gate", Of(lambda x, c: x * torch.sigmoid(c(x)), nn.Conv2d(4, 1, 3, padding=1)))
    torched("prelu", nn.Sequential(nn.Conv2d(4, 3, 3), nn.PReLU(3), nn.Flatten(), nn.Linear(36, 4), nn.PReLU()))
    functions = {
        "elu": nn.ELU(), "elu_half": nn.ELU(0.5), "selu": nn.SELU(), "celu": nn.CELU(), "gelu": nn.GELU(), "silu": nn.SiLU(), "mish": nn.Mish(), "hardsigmoid": nn.Hardsigmoid(),
        "leaky": nn.LeakyReLU(0.1), "softplus": nn.Softplus(), "softsign": nn.Softsign(), "log_softmax": nn.LogSoftmax(dim=1), "softmax": nn.Softmax(dim=1), "tanh": nn.Tanh(), "relu6": nn.ReLU6(),
    }
    for name, function in functions.items():
        torched("function_" + name, nn.Sequential(nn.Conv2d(4, 3, 1), function), shape=(2, 4, 3, 3))
    torched("global_max", Of(lambda x, p, c: c(p(x)).flatten(1), nn.AdaptiveMaxPool2d(1), nn.Conv2d(4, 3, 1)))
    torched("reduced_max", Of(lambda x: x.amax((2, 3))))
    torched("squeezed", Of(lambda x, p: p(x).squeeze(3).squeeze(2), nn.AdaptiveAvgPool2d(1)))
    torched("exponential", Of(lambda x, c: torch.exp(c(x)), nn.Conv2d(4, 3, 1)))
    torched("divided", Of(lambda x: x / 4))
    torched("permuted", Of(lambda x: x.permute(0, 2, 1, 3)))
    torched("upsampled_old", nn.Upsample(scale_factor=2, mode="nearest"), opset=9)
    single_operators()
    small_floats()
    dropout()
    external()
    functions_of_the_model()


def single_operators():
    """Operators that PyTorch's exporter writes as several, or not at all, each between the input and the output of a model."""
    x = torch.randn(2, 4, 3, 3)
    gamma, beta = torch.rand(4) + 0.5, torch.rand(4) - 0.5
    affine = {"gamma": gamma.numpy(), "beta": beta.numpy()}

    def alone(operator, opset, y, constants=None, inputs=("x",), **attributes):
        node = helper.make_node(operator, [*inputs, *(constants or {})], ["y"], name="only", **attributes)
        initializers = [numpy_helper.from_array(values, name) for name, values in (constants or {}).items()]
        save("only_" + operator.lower(), model([node], initializers, list(x.shape), list(y.shape), opset), x.numpy(), y.numpy())

    alone("Softsign", 13, F.softsign(x))
    alone("Mish", 18, F.mish(x))
    alone("Gelu", 20, F.gelu(x), approximate="none")
    alone("Swish", 24, F.silu(x))
    alone("ThresholdedRelu", 13, torch.where(x > 0.5, x, torch.zeros(())), alpha=0.5)
    alone("GroupNormalization", 21, F.group_norm(x, 2, gamma, beta), affine, num_groups=2)
    alone("LayerNormalization", 17, F.layer_norm(x, (3,), gamma[:3], beta[:3]), {name: values[:3] for name, values in affine.items()})
    alone("Sum", 13, 3 * x, inputs=("x", "x", "x"))
    alone("Mean", 13, x, inputs=("x", "x"))
    alone("Identity", 13, x)
    alone("GlobalMaxPool", 13, x.amax((2, 3), keepdim=True))


def small_floats():
    """Weights in half precision behind a Cast, a Constant node, and SAME_LOWER."""
    rng = np.random.RandomState(1)
    kernel = rng.randn(3, 2, 2, 2).astype(np.float16)
    x = rng.randn(1, 2, 5, 5).astype(np.float32)
    nodes = [
        helper.make_node("Cast", ["half"], ["kernel"], to=TensorProto.FLOAT),
        helper.make_node("Constant", [], ["bias"], value_floats=[0.5, -0.25, 0.125]),
        helper.make_node("Conv", ["x", "kernel", "bias"], ["y"], name="conv", auto_pad="SAME_LOWER", kernel_shape=[2, 2]),
    ]
    y = F.conv2d(F.pad(torch.tensor(x), (1, 0, 1, 0)), torch.tensor(kernel.astype(np.float32)), torch.tensor([0.5, -0.25, 0.125])).numpy()
    save("small_floats", model(nodes, [numpy_helper.from_array(kernel, "half")], [1, 2, 5, 5], [1, 3, 5, 5]), x, y)


def dropout():
    """A Dropout that was left in the model, before a MatMul and an Add."""
    rng = np.random.RandomState(3)
    x, kernel, bias = (rng.randn(*shape).astype(np.float32) for shape in ((1, 6), (6, 3), (3,)))
    nodes = [
        helper.make_node("Dropout", ["x", "ratio"], ["t", "mask"], name="drop"),
        helper.make_node("MatMul", ["t", "head.weight"], ["u"], name="product"),
        helper.make_node("Add", ["u", "head.bias"], ["y"], name="sum"),
    ]
    constants = [numpy_helper.from_array(np.array(0.25, np.float32), "ratio"), numpy_helper.from_array(kernel, "head.weight"), numpy_helper.from_array(bias, "head.bias")]
    save("dropped", model(nodes, constants, [1, 6], [1, 3]), x, x @ kernel + bias)


def external():
    """Weights in a file beside the model."""
    rng = np.random.RandomState(4)
    x, kernel, bias = (rng.randn(*shape).astype(np.float32) for shape in ((2, 6), (6, 3), (3,)))
    nodes = [helper.make_node("Gemm", ["x", "head.weight", "head.bias"], ["y"], name="head")]
    written = model(nodes, [numpy_helper.from_array(kernel, "head.weight"), numpy_helper.from_array(bias, "head.bias")], [2, 6], [2, 3])
    onnx.external_data_helper.convert_model_to_external_data(written, location="weights.data", size_threshold=0)
    save("external", written, x, x @ kernel + bias)


def functions_of_the_model():
    """A function of the model's own, called twice, with an attribute that it hands on."""
    body = [helper.make_node("LeakyRelu", ["a"], ["b"]), helper.make_node("Mul", ["b", "b"], ["c"])]
    reference = onnx.AttributeProto()
    reference.name, reference.ref_attr_name, reference.type = "alpha", "slope", onnx.AttributeProto.FLOAT
    body[0].attribute.append(reference)
    function = helper.make_function("own", "Bent", ["a"], ["c"], body, [helper.make_opsetid("", 15)], ["slope"])
    nodes = [helper.make_node("Bent", ["x"], ["t"], name="first", domain="own", slope=0.5), helper.make_node("Bent", ["t"], ["y"], name="second", domain="own", slope=0.25)]
    x = np.random.RandomState(2).randn(2, 6).astype(np.float32)
    y = (np.where(x > 0, x, 0.5 * x) ** 2) ** 2
    graph = helper.make_graph(nodes, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 6])], [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 6])])
    save("model_functions", helper.make_model(graph, functions=[function], opset_imports=[helper.make_opsetid("", 15), helper.make_opsetid("own", 1)], ir_version=8), x, y)


def model(nodes, initializers, shape, out, opset=13):
    graph = helper.make_graph(
        nodes, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)], [helper.make_tensor_value_info("y", TensorProto.FLOAT, out)], initializers)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=7)


main()
