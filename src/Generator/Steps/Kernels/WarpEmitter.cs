using System;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Moves pixels: draws an affine map of the plane, the same as Keras's, and reads every pixel of the output where the map
/// takes it: bilinearly between its four neighbours, or its nearest one. Outside the image lies what the fill mode says.
/// </summary>
internal static class WarpEmitter
{
    public static void Write(CodeWriter writer, Kernel kernel, RandomStep step, Warp layer)
    {
        writer.Heading($"{step.Text}: draws a map from the output's plane to the input's, then reads along it.");
        using (kernel.OpenDriver(writer))
        {
            WriteMap(writer, layer, step.Input);
            writer.Line($"{step.Name}Sample(ref x, ref y, columnByColumn, columnByRow, columnAt0, rowByColumn, rowByRow, rowAt0);");
        }

        WriteSample(writer, step, layer.Fill);
    }

    /// <summary>Declares the six numbers of the map; both axes begin in the middle of the first pixel.</summary>
    private static void WriteMap(CodeWriter writer, Warp layer, Tensor x)
    {
        string middleRow = Literal.Of((x.Height - 1) / 2f);
        string middleColumn = Literal.Of((x.Width - 1) / 2f);
        switch (layer)
        {
            case RandomTranslation translation:
                writer.Line($"float down = {Draw(0, translation.HeightFactor, x.Height)};");
                writer.Line($"float right = {Draw(1, translation.WidthFactor, x.Width)};");
                WriteNumbers(writer, "1f", "0f", "-right", "0f", "1f", "-down");
                break;
            case RandomRotation rotation:
                writer.Line($"float angle = {Draw(0, rotation.Factor, 2 * Math.PI)};");
                writer.Line("// In double precision: rounded to single, they are the same on every platform.");
                writer.Line("float sin = (float)Math.Sin(angle);");
                writer.Line("float cos = (float)Math.Cos(angle);");
                WriteNumbers(
                    writer,
                    "cos",
                    "-sin",
                    $"{middleColumn} - (cos * {middleColumn}) + (sin * {middleRow})",
                    "sin",
                    "cos",
                    $"{middleRow} - (sin * {middleColumn}) - (cos * {middleRow})");
                break;
            case RandomZoom zoom:
                writer.Line($"float height = 1f + ({Draw(0, zoom.HeightFactor, 1)});");
                writer.Line($"float width = {(zoom.WidthFactor is { } factor ? $"1f + ({Draw(1, factor, 1)})" : "height")};");
                WriteNumbers(writer, "width", "0f", $"{middleColumn} * (1f - width)", "0f", "height", $"{middleRow} * (1f - height)");
                break;
            default:
                throw new NotSupportedException($"No map for layer kind {layer.Kind}.");
        }
    }

    /// <summary>A factor of a range, times its unit.</summary>
    private static string Draw(int position, FactorRange factor, double unit) => RandomNumber.Draw(position, factor.Lower * unit, factor.Upper * unit);

    private static void WriteNumbers(
        CodeWriter writer, string columnByColumn, string columnByRow, string columnAt0, string rowByColumn, string rowByRow, string rowAt0)
    {
        writer.Line($"float columnByColumn = {columnByColumn};");
        writer.Line($"float columnByRow = {columnByRow};");
        writer.Line($"float columnAt0 = {columnAt0};");
        writer.Line($"float rowByColumn = {rowByColumn};");
        writer.Line($"float rowByRow = {rowByRow};");
        writer.Line($"float rowAt0 = {rowAt0};");
    }

    private static void WriteSample(CodeWriter writer, RandomStep step, Fill fill)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        string how = fill.IsNearest ? "of the pixel nearest to each place" : "read bilinearly at places that need be no pixels";
        writer.Heading($"{step.Text}: the input, {how}.");
        using (Method.Kernel(
            writer,
            step.Name + "Sample",
            "ref float x",
            "ref float y",
            "float columnByColumn",
            "float columnByRow",
            "float columnAt0",
            "float rowByColumn",
            "float rowByRow",
            "float rowAt0"))
        {
            string from = Origin.Write(writer, "x", x);
            string to = Origin.Write(writer, "y", y);
            using (writer.Block($"for (int row = 0; row < {y.Height}; row++)"))
            {
                writer.Line("float columnOfRow = (columnByRow * row) + columnAt0;");
                writer.Line("float rowOfRow = (rowByRow * row) + rowAt0;");
                using (writer.Block($"for (int column = 0; column < {y.Width}; column++)"))
                {
                    string pixel = Reference.Sum(Reference.Product("row", y.RowStride), Reference.Product("column", y.Channels));
                    if (fill.IsNearest)
                    {
                        WriteNearest(writer, step, fill, from, Reference.At(to, pixel));
                    }
                    else
                    {
                        WriteNeighbours(writer, fill, x, from);
                        writer.Line($"ref float pixel = ref {Reference.At(to, pixel)};");
                        Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) => WriteBlend(writer, op, c, fill));
                    }
                }
            }
        }
    }

    /// <summary>Copies the nearest pixel; of two that are as near, the one at the even place, as Keras rounds.</summary>
    private static void WriteNearest(CodeWriter writer, RandomStep step, Fill fill, string from, string pixel)
    {
        Tensor x = step.Input;
        writer.Line("int nearestColumn = (int)MathF.Round((columnByColumn * column) + columnOfRow);");
        writer.Line("int nearestRow = (int)MathF.Round((rowByColumn * column) + rowOfRow);");
        writer.Line($"ref float pixel = ref {pixel};");
        bool isConstant = fill.Mode == FillMode.Constant;
        if (isConstant)
        {
            using (writer.Block($"if ((uint)nearestColumn >= {x.Width}u || (uint)nearestRow >= {x.Height}u)"))
            {
                Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) => writer.Line(op.Store(op.Constant(fill.Value), "pixel", c)));
                writer.Line("continue;");
            }
        }

        string column = isConstant ? "nearestColumn" : $"PixelIndex.{fill.Mode}(nearestColumn, {x.Width})";
        string row = isConstant ? "nearestRow" : $"PixelIndex.{fill.Mode}(nearestRow, {x.Height})";
        writer.Line($"ref float nearest = ref Unsafe.Add(ref {from}, ({row} * {x.RowStride}) + ({column} * {x.Channels}));");
        Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) => writer.Line(op.Store(op.Load("nearest", c), "pixel", c)));
    }

    /// <summary>Declares the four pixels around a place and their weights: above and below, left and right.</summary>
    private static void WriteNeighbours(CodeWriter writer, Fill fill, Tensor x, string from)
    {
        writer.Line("float across = (columnByColumn * column) + columnOfRow;");
        writer.Line("float along = (rowByColumn * column) + rowOfRow;");
        writer.Line("int left = (int)MathF.Floor(across);");
        writer.Line("int top = (int)MathF.Floor(along);");
        writer.Line("float rightWeight = across - left;");
        writer.Line("float bottomWeight = along - top;");
        writer.Line("float leftWeight = 1f - rightWeight;");
        writer.Line("float topWeight = 1f - bottomWeight;");
        if (fill.Mode == FillMode.Constant)
        {
            writer.Line($"leftWeight = left >= 0 && left < {x.Width} ? leftWeight : 0f;");
            writer.Line($"rightWeight = left >= -1 && left < {x.Width - 1} ? rightWeight : 0f;");
            writer.Line($"topWeight = top >= 0 && top < {x.Height} ? topWeight : 0f;");
            writer.Line($"bottomWeight = top >= -1 && top < {x.Height - 1} ? bottomWeight : 0f;");
            if (fill.Value != 0)
            {
                writer.Line($"float outside = {Literal.Of((float)fill.Value)} * (1f - ((topWeight + bottomWeight) * (leftWeight + rightWeight)));");
            }
        }

        // Under a constant, what lies outside weighs nothing, and any pixel will do.
        string inside = $"PixelIndex.{(fill.Mode == FillMode.Constant ? FillMode.Nearest : fill.Mode)}";
        writer.Line($"int toLeft = {Reference.Product($"{inside}(left, {x.Width})", x.Channels)};");
        writer.Line($"int toRight = {Reference.Product($"{inside}(left + 1, {x.Width})", x.Channels)};");
        writer.Line($"ref float upper = ref Unsafe.Add(ref {from}, {inside}(top, {x.Height}) * {x.RowStride});");
        writer.Line($"ref float lower = ref Unsafe.Add(ref {from}, {inside}(top + 1, {x.Height}) * {x.RowStride});");
    }

    private static void WriteBlend(CodeWriter writer, Operations op, string c, Fill fill)
    {
        string left = Reference.Sum("toLeft", c);
        string right = Reference.Sum("toRight", c);
        string Between(string line) =>
            $"({op.Load(line, left)} * {op.Broadcast("leftWeight")}) + ({op.Load(line, right)} * {op.Broadcast("rightWeight")})";

        writer.Line($"{op.Type} above = {Between("upper")};");
        writer.Line($"{op.Type} below = {Between("lower")};");
        string outside = fill.Mode == FillMode.Constant && fill.Value != 0 ? $" + {op.Broadcast("outside")}" : "";
        writer.Line(op.Store($"(above * {op.Broadcast("topWeight")}) + (below * {op.Broadcast("bottomWeight")}){outside}", "pixel", c));
    }
}
