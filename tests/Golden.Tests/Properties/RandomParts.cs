using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Properties;

/// <summary>
/// Draws networks of images that have one size, by every layer that keeps it, and by ways down to half of it and up again; most of them are joined with others, channels behind channels, once or
/// several times and what is joined again, and read by other layers too.
/// </summary>
internal sealed class RandomParts
{
    /// <summary>Concatenations of concatenations grow quickly, and plain loops are slow.</summary>
    private const int MostChannels = 72;

    private const int MostReaders = 3;

    private readonly PCG _random;
    private readonly Func<SampleShape, Gen<LayerSpec>> _layers;
    private readonly Gen<BatchNormalizationSpec> _normalizations;
    private readonly SampleShape _input;
    private readonly DrawnLayers _drawn;

    private RandomParts(PCG random, Func<SampleShape, Gen<LayerSpec>> layers, Gen<BatchNormalizationSpec> normalizations)
    {
        _random = random;
        _layers = layers;
        _normalizations = normalizations;
        _input = SampleShape.Image(OneOf([1, 4, 4, 6, 7]), OneOf([1, 4, 6, 6, 9]), OneOf([1, 2, 3, 5, 8, 16]));
        _drawn = new DrawnLayers(_input);
    }

    /// <param name="random">Decides everything.</param>
    /// <param name="layers">A layer that takes a shape.</param>
    /// <param name="normalizations">Normalizations by the statistics of the batch.</param>
    public static NetworkSpec Draw(PCG random, Func<SampleShape, Gen<LayerSpec>> layers, Gen<BatchNormalizationSpec> normalizations)
    {
        var network = new RandomParts(random, layers, normalizations);
        for (int i = 5 + network.Below(6); i > 0; i--)
        {
            network.Add();
        }

        network.JoinLooseEnds();
        return network._drawn.ToNetwork(inputGradient: network.Below(2) == 0);
    }

    private void Add()
    {
        int from = Below(3) > 0 && IsOfSize(_drawn.Last) ? _drawn.Last : OneOf(Open());
        switch (Below(9))
        {
            case 0 or 1 or 2:
                Join([from, .. Enumerable.Range(0, 1 + Below(3)).Select(_ => OneOf(Open()))]);
                break;
            case 3 or 4:
                AddWayDownAndUp(from);
                break;
            case 5 or 6:
                Convolve(from, OneOf([1, 3, 3, 5]));
                break;
            case 7:
                _drawn.Take(_normalizations.Generate(_random, null, out _), [from]);
                Perhaps(() => _drawn.Take(new ActivationSpec(OneOf([Activation.ReLU, Activation.Tanh, Activation.LeakyReLU])), [_drawn.Last]));
                break;
            default:
                AddAny(from);
                break;
        }
    }

    /// <summary>Any layer that keeps the size; a convolution where none is drawn soon.</summary>
    private void AddAny(int from)
    {
        for (int trial = 0; trial < 8; trial++)
        {
            LayerSpec layer = _layers(_drawn.ShapeOf(from)).Generate(_random, null, out _);
            if (layer.Infer(_drawn.ShapeOf(from)) is { IsImage: true, Channels: <= MostChannels } shape && (shape.Height, shape.Width) == (_input.Height, _input.Width))
            {
                _drawn.Take(layer, [from]);
                return;
            }
        }

        Convolve(from, kernel: 3);
    }

    private void Convolve(int from, int kernel, int strides = 1)
    {
        var convolution = new Conv2DSpec(OneOf([1, 3, 4, 8, 8, 12, 16, 17, 24]), Pair.Square(kernel))
        {
            Strides = Pair.Square(strides),
            Padding = Padding.Same,
            UseBias = Below(3) > 0,
            Activation = OneOf([Activation.Linear, Activation.ReLU, Activation.Tanh, Activation.LeakyReLU]),
        };
        _drawn.Take(convolution, [from]);
        Perhaps(() => _drawn.Take(_normalizations.Generate(_random, null, out _), [_drawn.Last]));
    }

    /// <summary>A pooling or a convolution that halves the size, and a transposed convolution or repetitions that double it.</summary>
    private void AddWayDownAndUp(int from)
    {
        if (_input.Height % 2 != 0 || _input.Width % 2 != 0)
        {
            Convolve(from, kernel: 1);
            return;
        }

        if (Below(2) == 0)
        {
            _drawn.Take(new PoolingSpec(OneOf([PoolingKind.Max, PoolingKind.Average]), Pair.Square(2)), [from]);
        }
        else
        {
            Convolve(from, kernel: 3, strides: 2);
        }

        Perhaps(() => Convolve(_drawn.Last, kernel: 3));
        LayerSpec up = Below(2) == 0
            ? new UpSamplingSpec(Pair.Square(2)) { Interpolation = OneOf([Interpolation.Nearest, Interpolation.Bilinear]) }
            : new Conv2DTransposeSpec(OneOf([2, 5, 8, 16]), Pair.Square(OneOf([1, 2, 3])))
            {
                Strides = Pair.Square(2),
                Padding = Padding.Same,
                UseBias = Below(2) == 0,
                Activation = OneOf([Activation.Linear, Activation.ReLU, Activation.Tanh]),
            };
        _drawn.Take(up, [_drawn.Last]);
    }

    /// <summary>Whatever nobody reads is joined, and the outcome mixed.</summary>
    private void JoinLooseEnds()
    {
        int[] loose = _drawn.Loose();
        if (loose.Length > 1)
        {
            _drawn.Take(new ConcatenateSpec(), loose);
        }

        Perhaps(() => Convolve(_drawn.Last, kernel: 1));
        Perhaps(() => _drawn.Take(new GlobalPoolingSpec(PoolingKind.Average), [_drawn.Last]));
    }

    private void Join(int[] inputs)
    {
        if (inputs.Sum(input => _drawn.ShapeOf(input).Channels) <= MostChannels)
        {
            _drawn.Take(new ConcatenateSpec(), inputs);
        }
    }

    private int[] Open() => [-1, .. Enumerable.Range(0, _drawn.Count).Where(layer => IsOfSize(layer) && _drawn.ReadersOf(layer) < MostReaders)];

    private bool IsOfSize(int layer) =>
        _drawn.ShapeOf(layer) is { IsImage: true } shape && (shape.Height, shape.Width) == (_input.Height, _input.Width);

    private void Perhaps(Action add)
    {
        if (Below(2) == 0)
        {
            add();
        }
    }

    private int Below(int count) => (int)_random.Next((uint)count);

    private T OneOf<T>(T[] values) => values[Below(values.Length)];
}
