using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>F(2x2, 5x5): 36 multiplications make 4 outputs where the direct form takes 100.</summary>
internal sealed class WinogradTileOfFive() : WinogradTile(kernel: 5)
{
    public override string[] WriteKernel(CodeWriter writer, Operations op, string[] g, string prefix, int[] wanted)
    {
        (string, string)[] inner =
        [
            ($"{prefix}s", $"({g[0]} + {g[2]} + {g[4]}) * {op.Constant(-1.0 / 6)}"),
            ($"{prefix}p", $"({g[1]} + {g[3]}) * {op.Constant(1.0 / 6)}"),
        ];
        (string, string)[] outer =
        [
            ($"{prefix}q", $"({g[0]} * {op.Constant(1.0 / 24)}) + ({g[2]} * {op.Constant(1.0 / 6)}) + ({g[4]} * {op.Constant(2.0 / 3)})"),
            ($"{prefix}o", $"({g[1]} * {op.Constant(1.0 / 12)}) + ({g[3]} * {op.Constant(1.0 / 3)})"),
        ];
        DeclareWanted(writer, op, wanted, inner, outer);
        string[] values =
        [
            $"{g[0]} * {op.Constant(0.25)}", $"{prefix}s - {prefix}p", $"{prefix}s + {prefix}p", $"{prefix}q + {prefix}o", $"{prefix}q - {prefix}o", g[4],
        ];
        return WinogradTransforms.Assign(writer, op, prefix, values, wanted);
    }

    public override string[] WriteOutput(CodeWriter writer, Operations op, string[] m, string prefix)
    {
        WriteSums(writer, op, m, prefix);
        return WinogradTransforms.Assign(
            writer, op, prefix, $"{m[0]} + {prefix}a + {prefix}c", $"{op.MultiplyAdd($"{prefix}e", op.Constant(2), $"{prefix}b")} + {m[5]}");
    }

    public override string[] WriteGradient(CodeWriter writer, Operations op, string[] d, string prefix) => WinogradTransforms.Assign(
        writer,
        op,
        prefix,
        d[0],
        $"{d[0]} + {d[1]}",
        $"{d[0]} - {d[1]}",
        op.MultiplyAdd(d[1], op.Constant(2), d[0]),
        op.MultiplyAdd(d[1], op.Constant(-2), d[0]),
        d[1]);

    public override string[] WriteBack(CodeWriter writer, Operations op, string[] m, string prefix)
    {
        WriteSumsBack(writer, op, m, prefix);
        return WinogradTransforms.Assign(
            writer,
            op,
            prefix,
            op.MultiplyAdd($"{prefix}c", op.Constant(1.0 / 24), op.MultiplyAdd(m[0], op.Constant(0.25), $"-{prefix}a")),
            op.MultiplyAdd($"{prefix}e", op.Constant(1.0 / 12), $"{prefix}b"),
            op.MultiplyAdd($"{prefix}c", op.Constant(1.0 / 6), $"-{prefix}a"),
            op.MultiplyAdd($"{prefix}e", op.Constant(1.0 / 3), $"{prefix}b"),
            $"{op.MultiplyAdd($"{prefix}c", op.Constant(2.0 / 3), m[5])} - {prefix}a");
    }
}
