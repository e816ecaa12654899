using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>What both kinds of pooling over whole images have in common.</summary>
internal abstract class ReferenceGlobalPooling(SampleShape input, SampleShape output) : ReferenceOperation(input, output)
{
    /// <summary>The places of a channel's values.</summary>
    protected IEnumerable<int> Cells(int channel) => Enumerable.Range(0, Input.Height * Input.Width).Select(pixel => (pixel * Input.Channels) + channel);
}

/// <summary>The largest pixel, above which is NaN; equal ones share the gradient.</summary>
internal sealed class ReferenceGlobalMaxPooling(SampleShape input, SampleShape output) : ReferenceGlobalPooling(input, output)
{
    public override double[] Forward(double[] x) =>
        [.. Enumerable.Range(0, Output.Size).Select(channel => Cells(channel).Any(cell => double.IsNaN(x[cell])) ? double.NaN : Cells(channel).Max(cell => x[cell]))];

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        double[] dx = new double[x.Length];
        for (int channel = 0; channel < dy.Length; channel++)
        {
            int[] largest = [.. Cells(channel).Where(cell => x[cell].Equals(y[channel]))];
            foreach (int cell in largest)
            {
                dx[cell] = dy[channel] / largest.Length;
            }
        }

        return dx;
    }

    public override double Margin(double[] x)
    {
        double scale = x.Max(Math.Abs);
        double smallest = double.PositiveInfinity;
        for (int channel = 0; channel < Output.Size; channel++)
        {
            double largest = Cells(channel).Max(cell => x[cell]);
            foreach (int cell in Cells(channel).Where(cell => x[cell] != largest))
            {
                smallest = Math.Min(smallest, (largest - x[cell]) / scale);
            }
        }

        return smallest;
    }
}

/// <summary>The mean of all pixels.</summary>
internal sealed class ReferenceGlobalAveragePooling(SampleShape input, SampleShape output) : ReferenceGlobalPooling(input, output)
{
    public override double[] Forward(double[] x) => [.. Enumerable.Range(0, Output.Size).Select(channel => Cells(channel).Average(cell => x[cell]))];

    public override double[] Backward(double[] x, double[] y, double[] dy) =>
        [.. x.Select((_, i) => dy[i % Input.Channels] / (Input.Height * Input.Width))];
}
