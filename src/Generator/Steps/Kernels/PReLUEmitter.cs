using System;
using System.Collections.Generic;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Kernels of a rectifier whose slopes below 0 are parameters: one for every value, or one along axes that share it.</summary>
internal static class PReLUEmitter
{
    public static void WritePack(CodeWriter writer, Kernel kernel, PReLUStep step)
    {
        writer.Heading($"{step.Text}: the slopes.");
        using (kernel.Open(writer))
        {
            Sweep.Row(writer, (int)step.Slopes.Size, step.Form, "i", (op, i) => writer.Line(op.Store(op.Load("alpha", i), "packed", i)));
        }
    }

    public static void WriteForward(CodeWriter writer, Kernel kernel, PReLUStep step)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading(step.Text);
        using (kernel.Open(writer))
        {
            SweptImage[] images = [new("from", Origin.Write(writer, "x", x), x.RowStride, x.Channels), new("to", Origin.Write(writer, "y", y), y.RowStride, y.Channels)];
            OverSlopes(writer, step, images, [("slopes", "alpha")], (op, i) =>
            {
                writer.Line($"{op.Type} v = {op.Load("from", i)};");
                writer.Line(op.Store(op.IfGreater("v", op.Zero, "v", $"v * {Slope(op, step, i)}"), "to", i));
            });
        }
    }

    /// <summary>dalpha += min(x, 0) dy, and dx = dy above 0, alpha dy below, nothing at 0.</summary>
    public static void WriteBackward(CodeWriter writer, Kernel kernel, PReLUStep step)
    {
        Tensor x = step.Input;
        int row = x.Width * x.Channels;
        string gradients = (step.Trains, x.NeedsGradient) switch
        {
            (true, true) => "the gradients by the slopes and by x",
            (true, false) => "the gradient by the slopes",
            _ => "the gradient by x",
        };
        writer.Heading($"{step.Text}, backward: {gradients}.");
        using (kernel.Open(writer))
        {
            List<SweptImage> images = [new("from", Origin.Write(writer, "x", x), x.RowStride, x.Channels), new("upstream", "dy", row, x.Channels)];
            List<(string Local, string Origin)> slopes = [];
            if (x.NeedsGradient)
            {
                images.Add(new("to", "dx", row, x.Channels));
                slopes.Add(("slopes", "alpha"));
            }

            if (step.Trains)
            {
                slopes.Add(("sums", "dalpha"));
            }

            OverSlopes(writer, step, [.. images], [.. slopes], (op, i) =>
            {
                writer.Line($"{op.Type} v = {op.Load("from", i)};");
                writer.Line($"{op.Type} g = {op.Load("upstream", i)};");
                if (step.Trains)
                {
                    string part = op.IfGreater("v", op.Zero, op.Zero, "v * g");
                    writer.Line(IsShared(step)
                        ? $"sums += {op.Sum(part)};"
                        : op.Store($"({op.Load("sums", i)} + {part})", "sums", i));
                }

                if (x.NeedsGradient)
                {
                    writer.Line(op.Store(op.IfGreater("v", op.Zero, "g", op.IfGreater(op.Zero, "v", $"g * {Slope(op, step, i)}", op.Zero)), "to", i));
                }
            });
        }
    }

    public static void WriteReduce(CodeWriter writer, Kernel kernel, PReLUStep step)
    {
        writer.Heading($"{step.Text}: the lanes' gradients, added up.");
        using (kernel.OpenDriver(writer))
        {
            writer.Line($"LaneTree.Sum(lanes, {Literal.Of(step.Lane.Place.Offset)}, ref gradient, {Literal.Of(step.Slopes.Size)});");
        }
    }

    /// <summary>Whether the values of a pixel share a slope.</summary>
    private static bool IsShared(PReLUStep step) => step.Slopes.Channels < step.Input.Channels;

    private static string Slope(Operations op, PReLUStep step, string offset) => IsShared(step) ? op.Broadcast("slopes") : op.Load("slopes", offset);

    /// <summary>Writes loops over rows, or over pixels where those of a row share slopes, and over what of the image lies beside what of the slopes.</summary>
    private static void OverSlopes(CodeWriter writer, PReLUStep step, SweptImage[] images, (string Local, string Origin)[] slopes, Action<Operations, string> body)
    {
        Tensor x = step.Input;
        Shape alpha = step.Slopes;
        bool isOfRows = alpha.Width == x.Width && !IsShared(step);
        string line = x.Height == 1 ? "0" : "line";
        string column = isOfRows || x.Width == 1 ? "0" : "column";
        using (writer.Loop("line", x.Height))
        using (isOfRows ? null : writer.Loop("column", x.Width))
        {
            foreach (SweptImage image in images)
            {
                string place = Reference.Sum(Reference.Product(line, image.RowStride), Reference.Product(column, x.Channels));
                writer.Line($"ref float {image.Local} = ref {Reference.At(image.Origin, place)};");
            }

            foreach ((string local, string origin) in slopes)
            {
                string place = Reference.Sum(
                    Reference.Product(alpha.Height == 1 ? "0" : line, alpha.Width * alpha.Channels), Reference.Product(alpha.Width == 1 ? "0" : column, alpha.Channels));
                writer.Line($"ref float {local} = ref {Reference.At(origin, place)};");
            }

            Sweep.Row(writer, isOfRows ? x.Width * x.Channels : x.Channels, step.Form, "i", body);
        }
    }
}
