using System;
using System.Linq;
using System.Reflection;

namespace NetGen.Bench.Kernels;

/// <summary>
/// The network of one layer in plain loops and double precision, read from the same attributes that the compiler reads: a
/// convolution, pooled by 2 or not, or a dense layer, which is a convolution over one pixel.
/// </summary>
internal sealed class PlainLayer
{
    private readonly int _height, _width, _channels, _kernelHeight, _kernelWidth, _filters, _stride, _top, _left, _pool;
    private readonly int _rows, _columns;
    private readonly bool _isRelu;
    private readonly float[] _weights;

    public PlainLayer(INetwork network)
    {
        int[] input = [.. network.Info.Layers[0].InputShape];
        int[] output = [.. network.Info.Layers[0].OutputShape];
        _weights = network.Parameters.Values.ToArray();
        _channels = input[^1];
        _filters = output[^1];
        (_height, _width, _rows, _columns) = input.Length == 3 ? (input[0], input[1], output[0], output[1]) : (1, 1, 1, 1);
        (_kernelHeight, _kernelWidth, _stride, _pool) = (1, 1, 1, 1);
        if (network.GetType().GetCustomAttribute<Conv2DAttribute>() is { } convolution)
        {
            (_kernelHeight, _kernelWidth, _stride) = (convolution.KernelHeight, convolution.KernelWidth, convolution.Strides);
            if (convolution.Padding == Padding.Same)
            {
                _top = Math.Max(0, ((_rows - 1) * _stride) + _kernelHeight - _height) / 2;
                _left = Math.Max(0, ((_columns - 1) * _stride) + _kernelWidth - _width) / 2;
            }
        }

        _pool = network.GetType().GetCustomAttribute<MaxPooling2DAttribute>()?.PoolHeight ?? 1;
        _isRelu = network.GetType().GetCustomAttributes<WeightedLayerAttribute>().Single().Activation == Activation.ReLU;
        OutputSize = _rows / _pool * (_columns / _pool) * _filters;
    }

    public int OutputSize { get; }

    private int KernelSize => _kernelHeight * _kernelWidth * _channels * _filters;

    /// <summary>One sample's outputs and, for each, the map's cell that it is.</summary>
    /// <param name="x">The sample.</param>
    /// <param name="nearTie">Outputs where another cell, or the bend of the activation, is closer than this have no cell: -1.</param>
    public (double[] Outputs, int[] Cells) Forward(ReadOnlySpan<float> x, double nearTie)
    {
        double[] map = Map(x);
        double[] outputs = new double[OutputSize];
        int[] cells = new int[OutputSize];
        for (int i = 0; i < OutputSize; i++)
        {
            int filter = i % _filters;
            int column = i / _filters % (_columns / _pool);
            int row = i / _filters / (_columns / _pool);
            double second = double.NegativeInfinity;
            outputs[i] = double.NegativeInfinity;
            for (int cell = 0; cell < _pool * _pool; cell++)
            {
                int place = (((((row * _pool) + (cell / _pool)) * _columns) + (column * _pool) + (cell % _pool)) * _filters) + filter;
                (outputs[i], second, cells[i]) = map[place] > outputs[i] ? (map[place], outputs[i], place) : (outputs[i], Math.Max(second, map[place]), cells[i]);
            }

            bool isClose = outputs[i] - second < nearTie || (_isRelu && Math.Abs(outputs[i]) < nearTie);
            cells[i] = isClose ? -1 : cells[i];
            outputs[i] = _isRelu ? Math.Max(0, outputs[i]) : outputs[i];
        }

        return (outputs, cells);
    }

    /// <summary>Adds one sample's gradient of the parameters and returns that of its input.</summary>
    public double[] Backward(ReadOnlySpan<float> x, double[] outputs, int[] cells, ReadOnlySpan<float> gradient, double[] parameterGradient)
    {
        double[] inputGradient = new double[x.Length];
        for (int i = 0; i < OutputSize; i++)
        {
            double dy = gradient[i];
            if (dy == 0 || (_isRelu && outputs[i] <= 0))
            {
                continue;
            }

            int filter = cells[i] % _filters;
            parameterGradient[KernelSize + filter] += dy;
            for (int tap = 0; tap < _kernelHeight * _kernelWidth; tap++)
            {
                if (Pixel(cells[i] / _filters, tap) is not { } from)
                {
                    continue;
                }

                for (int channel = 0; channel < _channels; channel++)
                {
                    int weight = (((tap * _channels) + channel) * _filters) + filter;
                    parameterGradient[weight] += x[from + channel] * dy;
                    inputGradient[from + channel] += _weights[weight] * dy;
                }
            }
        }

        return inputGradient;
    }

    /// <summary>The convolution before activation and pooling.</summary>
    private double[] Map(ReadOnlySpan<float> x)
    {
        double[] map = new double[_rows * _columns * _filters];
        for (int pixel = 0; pixel < _rows * _columns; pixel++)
        {
            Span<double> sums = map.AsSpan(pixel * _filters, _filters);
            for (int filter = 0; filter < _filters; filter++)
            {
                sums[filter] = _weights[KernelSize + filter];
            }

            for (int tap = 0; tap < _kernelHeight * _kernelWidth; tap++)
            {
                if (Pixel(pixel, tap) is not { } from)
                {
                    continue;
                }

                for (int channel = 0; channel < _channels; channel++)
                {
                    ReadOnlySpan<float> weights = _weights.AsSpan(((tap * _channels) + channel) * _filters, _filters);
                    double value = x[from + channel];
                    for (int filter = 0; filter < weights.Length; filter++)
                    {
                        sums[filter] += value * weights[filter];
                    }
                }
            }
        }

        return map;
    }

    /// <summary>Where the input pixel of a kernel's tap begins; null outside of the image.</summary>
    private int? Pixel(int outputPixel, int tap)
    {
        int row = (outputPixel / _columns * _stride) - _top + (tap / _kernelWidth);
        int column = (outputPixel % _columns * _stride) - _left + (tap % _kernelWidth);
        return row < 0 || column < 0 || row >= _height || column >= _width ? null : ((row * _width) + column) * _channels;
    }
}
