using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>F(4x4, 3x3): 36 multiplications make 16 outputs where the direct form takes 144.</summary>
internal sealed class WinogradTileOfThree() : WinogradTile(kernel: 3)
{
    public override string[] WriteKernel(CodeWriter writer, Operations op, string[] g, string prefix, int[] wanted)
    {
        (string, string)[] inner = [($"{prefix}s", $"({g[0]} + {g[2]}) * {op.Constant(-1.0 / 6)}")];
        (string, string)[] outer = [($"{prefix}q", $"({g[0]} * {op.Constant(1.0 / 24)}) + ({g[2]} * {op.Constant(1.0 / 6)})")];
        DeclareWanted(writer, op, wanted, inner, outer);
        string[] values =
        [
            $"{g[0]} * {op.Constant(0.25)}",
            $"{prefix}s - ({g[1]} * {op.Constant(1.0 / 6)})",
            $"{prefix}s + ({g[1]} * {op.Constant(1.0 / 6)})",
            $"{prefix}q + ({g[1]} * {op.Constant(1.0 / 12)})",
            $"{prefix}q - ({g[1]} * {op.Constant(1.0 / 12)})",
            g[2],
        ];
        return WinogradTransforms.Assign(writer, op, prefix, values, wanted);
    }

    public override string[] WriteOutput(CodeWriter writer, Operations op, string[] m, string prefix)
    {
        WriteSums(writer, op, m, prefix);
        return WinogradTransforms.Assign(
            writer,
            op,
            prefix,
            $"{m[0]} + {prefix}a + {prefix}c",
            op.MultiplyAdd($"{prefix}e", op.Constant(2), $"{prefix}b"),
            op.MultiplyAdd($"{prefix}c", op.Constant(4), $"{prefix}a"),
            $"{op.MultiplyAdd($"{prefix}e", op.Constant(8), $"{prefix}b")} + {m[5]}");
    }

    public override string[] WriteGradient(CodeWriter writer, Operations op, string[] d, string prefix)
    {
        WinogradTransforms.Declare(
            writer,
            op,
            ($"{prefix}a", $"{d[0]} + {d[2]}"),
            ($"{prefix}b", $"{d[1]} + {d[3]}"),
            ($"{prefix}c", op.MultiplyAdd(d[2], op.Constant(4), d[0])),
            ($"{prefix}e", $"{op.MultiplyAdd(d[3], op.Constant(4), d[1])} * {op.Constant(2)}"));
        string[] sums = [$"{prefix}a + {prefix}b", $"{prefix}a - {prefix}b", $"{prefix}c + {prefix}e", $"{prefix}c - {prefix}e"];
        return WinogradTransforms.Assign(writer, op, prefix, [d[0], .. sums, d[3]]);
    }

    public override string[] WriteBack(CodeWriter writer, Operations op, string[] m, string prefix)
    {
        WriteSumsBack(writer, op, m, prefix);
        return WinogradTransforms.Assign(
            writer,
            op,
            prefix,
            op.MultiplyAdd($"{prefix}c", op.Constant(1.0 / 24), op.MultiplyAdd(m[0], op.Constant(0.25), $"-{prefix}a")),
            op.MultiplyAdd($"{prefix}e", op.Constant(1.0 / 12), $"{prefix}b"),
            $"{op.MultiplyAdd($"{prefix}c", op.Constant(1.0 / 6), m[5])} - {prefix}a");
    }
}
