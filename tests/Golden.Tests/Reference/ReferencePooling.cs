using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>What both kinds of pooling have in common: which cells a window holds.</summary>
internal abstract class ReferencePooling(SampleShape input, Window rows, Window columns)
    : ReferenceOperation(input, SampleShape.Image(rows.Output, columns.Output, input.Channels))
{
    /// <summary>Every output value with the real cells of its window, row-major.</summary>
    protected IEnumerable<(int Output, List<int> Cells)> Windows()
    {
        for (int oy = 0; oy < rows.Output; oy++)
        {
            for (int ox = 0; ox < columns.Output; ox++)
            {
                for (int channel = 0; channel < Input.Channels; channel++)
                {
                    yield return ((((oy * columns.Output) + ox) * Input.Channels) + channel, Cells(oy, ox, channel));
                }
            }
        }
    }

    private List<int> Cells(int oy, int ox, int channel)
    {
        List<int> cells = [];
        for (int ky = 0; ky < rows.Size; ky++)
        {
            for (int kx = 0; kx < columns.Size; kx++)
            {
                if (rows.TryCell(oy, ky, out int iy) && columns.TryCell(ox, kx, out int ix))
                {
                    cells.Add((((iy * Input.Width) + ix) * Input.Channels) + channel);
                }
            }
        }

        return cells;
    }
}

/// <summary>The largest real cell, above which is NaN; the gradient goes to the first of equal ones.</summary>
internal sealed class ReferenceMaxPooling(SampleShape input, Window rows, Window columns) : ReferencePooling(input, rows, columns)
{
    public override double[] Forward(double[] x)
    {
        double[] y = new double[Output.Size];
        foreach ((int output, List<int> cells) in Windows())
        {
            y[output] = cells.Any(cell => double.IsNaN(x[cell])) ? double.NaN : cells.Max(cell => x[cell]);
        }

        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        double[] dx = new double[x.Length];
        foreach ((int output, List<int> cells) in Windows())
        {
            dx[cells.First(cell => x[cell].Equals(y[output]))] += dy[output];
        }

        return dx;
    }

    public override double Margin(double[] x)
    {
        double scale = x.Max(Math.Abs);
        double smallest = double.PositiveInfinity;
        foreach ((_, List<int> cells) in Windows())
        {
            double maximum = cells.Max(cell => x[cell]);
            foreach (int cell in cells.Where(cell => x[cell] != maximum))
            {
                smallest = Math.Min(smallest, (maximum - x[cell]) / scale);
            }
        }

        return smallest;
    }
}

/// <summary>The mean over the real cells, or over all cells with zeros for the padded ones.</summary>
internal sealed class ReferenceAveragePooling(SampleShape input, Window rows, Window columns, bool countsPadding) : ReferencePooling(input, rows, columns)
{
    private readonly int _all = rows.Size * columns.Size;

    public override double[] Forward(double[] x)
    {
        double[] y = new double[Output.Size];
        foreach ((int output, List<int> cells) in Windows())
        {
            y[output] = cells.Sum(cell => x[cell]) / Divisor(cells);
        }

        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        double[] dx = new double[x.Length];
        foreach ((int output, List<int> cells) in Windows())
        {
            foreach (int cell in cells)
            {
                dx[cell] += dy[output] / Divisor(cells);
            }
        }

        return dx;
    }

    private int Divisor(List<int> cells) => countsPadding ? _all : cells.Count;
}
