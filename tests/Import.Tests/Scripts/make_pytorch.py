"""Makes the state dictionaries of PyTorch that the tests of their reader use, and what their network computes.

Runs with Debian's python3-torch: /usr/bin/python3 make_pytorch.py.
"""

import collections
import json
import pathlib
import struct

import torch
from torch import nn

FILES = pathlib.Path(__file__).resolve().parent.parent / "Files" / "pytorch"


def network():
    return nn.Sequential(collections.OrderedDict([
        ("conv1", nn.Conv2d(2, 4, 3)),
        ("bn1", nn.BatchNorm2d(4, eps=1e-3)),
        ("act1", nn.ReLU()),
        ("depthwise", nn.Conv2d(4, 8, 3, groups=4, bias=False)),
        ("prelu", nn.PReLU(8)),
        ("pool", nn.MaxPool2d(2)),
        ("up", nn.ConvTranspose2d(8, 3, 2, stride=2)),
        ("flatten", nn.Flatten()),
        ("bn2", nn.BatchNorm1d(3 * 8 * 8, eps=1e-3)),
        ("fc1", nn.Linear(3 * 8 * 8, 6)),
        ("act2", nn.Tanh()),
        ("fc2", nn.Linear(6, 5)),
        ("softmax", nn.Softmax(-1)),
    ]))


def write_safetensors(path, state):
    header, data = {}, b""
    for name, tensor in state.items():
        raw = tensor.detach().numpy().tobytes()
        header[name] = {"dtype": {torch.float32: "F32", torch.int64: "I64"}[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


class Evil:
    def __reduce__(self):
        return (print, ("code ran",))


class Separable(nn.Module):
    def __init__(self):
        super().__init__()
        self.separable = nn.ModuleDict({"depthwise": nn.Conv2d(3, 6, 3, groups=3, bias=False), "pointwise": nn.Conv2d(6, 6, 1)})
        self.scores = nn.Linear(6, 4)

    def forward(self, x):
        return self.scores(torch.relu(self.separable["pointwise"](self.separable["depthwise"](x))).mean((2, 3)))


def separable():
    net = Separable()
    torch.save(net.state_dict(), FILES / "separable.pt")
    x = torch.rand(2, 3, 9, 8)
    with torch.no_grad():
        return {"separable_input": x.permute(0, 2, 3, 1).flatten().tolist(), "separable_output": net(x).flatten().tolist()}


def normalized():
    """The layers with weights that the others do not have."""
    net = nn.Sequential(collections.OrderedDict([
        ("conv", nn.Conv2d(2, 4, 3, groups=2)),
        ("groups", nn.GroupNorm(2, 4, eps=1e-3)),
        ("all", nn.LayerNorm((4, 4, 3), eps=1e-3)),
        ("act", nn.ReLU()),
        ("flatten", nn.Flatten()),
        ("norm", nn.LayerNorm(48, eps=1e-3)),
        ("scores", nn.Linear(48, 3)),
    ]))
    for name, tensor in net.named_parameters():
        if name.split(".")[0] in ("groups", "all", "norm"):
            tensor.data.copy_(torch.rand_like(tensor) + 0.5)
    torch.save(net.state_dict(), FILES / "normalized.pt")
    x = torch.rand(2, 2, 6, 5)
    with torch.no_grad():
        return {"normalized_input": x.permute(0, 2, 3, 1).flatten().tolist(), "normalized_output": net(x).flatten().tolist()}


def main():
    FILES.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(20260101)
    net = network()
    for module in net:
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            for tensor in (module.weight.data, module.bias.data, module.running_mean):
                tensor.copy_(torch.randn_like(tensor) * 0.3 + 0.5)
            module.running_var.copy_(torch.rand_like(module.running_var) + 0.5)
    net.eval()
    state = net.state_dict()
    torch.save(state, FILES / "state.pt")
    torch.save(state, FILES / "legacy.pth", _use_new_zipfile_serialization=False)
    torch.save({"epoch": 3, "model_state_dict": state, "loss": 0.25}, FILES / "checkpoint.pt")
    torch.save(collections.OrderedDict((name, tensor.half() if tensor.is_floating_point() else tensor) for name, tensor in state.items()), FILES / "half.pt")
    torch.save(collections.OrderedDict((f"net.{name}", tensor) for name, tensor in state.items()), FILES / "prefixed.pt")
    write_safetensors(FILES / "state.safetensors", state)
    torch.save({"weight": Evil()}, FILES / "evil-zip.pt")
    x = torch.rand(2, 2, 12, 12)
    with torch.no_grad():
        y = net(x)
    known = {"input": x.permute(0, 2, 3, 1).flatten().tolist(), "output": y.flatten().tolist()}
    known.update(separable())
    known.update(normalized())
    (FILES / "known.json").write_text(json.dumps(known))


main()
