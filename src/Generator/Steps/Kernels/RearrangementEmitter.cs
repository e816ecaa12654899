using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Kernels that give values another place, or the same one in another shape.</summary>
internal static class RearrangementEmitter
{
    private static readonly string[] Indices = ["line", "column", "c"];

    /// <summary>Writes the values of one shape in the order of another: in stretches that no zeros interrupt on either side.</summary>
    public static void WriteReshape(CodeWriter writer, Kernel kernel, ReshapeStep step)
    {
        Region from = new("x", step.Input);
        Region to = new("y", step.Output);
        int stretch = Divisor(LengthOf(from), LengthOf(to));
        writer.Heading(step.Text);
        using (kernel.Open(writer))
        {
            string source = Origin.Write(writer, "x", step.Input);
            string target = Origin.Write(writer, "y", step.Output);
            if (stretch < step.Input.Size)
            {
                using (writer.Block($"for (int stretch = 0; stretch < {Literal.Of(step.Input.Size / stretch)}; stretch++)"))
                {
                    writer.Line($"ref float from = ref {Reference.At(source, PlaceOf(from, stretch))};");
                    writer.Line($"ref float to = ref {Reference.At(target, PlaceOf(to, stretch))};");
                    Sweep.Row(writer, stretch, step.Form, "i", (op, i) => writer.Line(op.Store(op.Load("from", i), "to", i)));
                }

                return;
            }

            Sweep.Row(writer, stretch, step.Form, "i", (op, i) => writer.Line(op.Store(op.Load(source, i), target, i)));
        }
    }

    /// <summary>Writes values with their axes in another order.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="kernel">The method.</param>
    /// <param name="heading">What it is, in words.</param>
    /// <param name="form">The vector form.</param>
    /// <param name="from">What is read.</param>
    /// <param name="to">What is written.</param>
    /// <param name="axes">For each axis of what is written, of height, width and channels, the number of the axis that it was.</param>
    public static void WritePermute(CodeWriter writer, Kernel kernel, string heading, VectorForm form, Region from, Region to, EquatableArray<int> axes)
    {
        int[] read = [from.RowStride, from.Shape.Channels, 1];
        int[] written = [to.RowStride, to.Shape.Channels, 1];
        int[] sizes = [to.Shape.Height, to.Shape.Width, to.Shape.Channels];
        writer.Heading(heading);
        using (kernel.Open(writer))
        using (writer.Loop(Indices[0], sizes[0]))
        using (writer.Loop(Indices[1], sizes[1]))
        {
            writer.Line($"ref float from = ref {Reference.At(from.Name, Place(from.Origin, axes.Take(2).Select(axis => read[axis])))};");
            writer.Line($"ref float to = ref {Reference.At(to.Name, Place(to.Origin, written.Take(2)))};");
            if (axes[2] == 2)
            {
                Sweep.Row(writer, sizes[2], form, Indices[2], (op, c) => writer.Line(op.Store(op.Load("from", c), "to", c)));
                return;
            }

            using (writer.Loop(Indices[2], sizes[2]))
            {
                string c = sizes[2] == 1 ? "0" : Indices[2];
                writer.Line($"{Reference.At("to", c)} = {Reference.At("from", Reference.Product(c, read[axes[2]]))};");
            }
        }

        string Place(int origin, IEnumerable<int> strides) =>
            Reference.Sum([Literal.Of(origin), .. strides.Select((stride, i) => Reference.Product(sizes[i] == 1 ? "0" : Indices[i], stride))]);
    }

    /// <summary>Values that lie without interruption: all of them, or those of a row.</summary>
    private static int LengthOf(Region image) => image.RowStride == image.Row ? image.Row * image.Shape.Height : image.Row;

    /// <summary>Where a stretch of a row begins.</summary>
    private static string PlaceOf(Region image, int stretch)
    {
        int count = image.Row / stretch;
        return image.RowStride == image.Row ? Reference.Product("stretch", stretch)
            : count == 1 ? Reference.Product("stretch", image.RowStride)
            : Reference.Sum(Reference.Product($"(stretch / {Literal.Of(count)})", image.RowStride), Reference.Product($"(stretch % {Literal.Of(count)})", stretch));
    }

    private static int Divisor(int one, int other) => other == 0 ? one : Divisor(other, one % other);
}
