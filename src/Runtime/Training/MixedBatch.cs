using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// The samples of a batch, each mixed with another one. Partners are drawn on the thread that trains, and every sample has its own chance and its own place, so
/// that threads may mix the samples in any order.
/// </summary>
internal sealed class MixedBatch
{
    private const int PartnerStream = 0;
    private const int SampleStream = 1;

    private readonly SampleMixing _mixing;
    private readonly int[] _shape;
    private readonly int _inputSize;
    private readonly int _outputSize;
    private readonly int _rows;
    private readonly bool _isOfClasses;
    private readonly bool _showsClasses;
    private readonly int _shownSize;
    private int[] _partners = [];
    private Mixture[] _mixtures = [];
    private float[] _inputs = [];
    private float[] _targets = [];
    private float[] _shown = [];
    private float[] _weights = [];

    /// <param name="mixing">How samples are mixed.</param>
    /// <param name="info">The network.</param>
    /// <param name="loss">The loss that a trainer has; it fits the mixing.</param>
    /// <param name="targets">What the targets of the data are.</param>
    public MixedBatch(SampleMixing mixing, NetworkInfo info, Loss loss, TargetKind targets)
    {
        _mixing = mixing;
        _shape = [.. info.InputShape];
        _inputSize = info.InputSize;
        _outputSize = info.OutputSize;
        _rows = DatasetCheck.Rows(info);
        _isOfClasses = loss.TakesClasses;
        _showsClasses = targets == TargetKind.Classes;
        _shownSize = DatasetCheck.TargetSize(info, loss);
        Loss = loss.ForMixedTargets!;
    }

    /// <summary>What judges the mixed targets.</summary>
    public Loss Loss { get; }

    /// <summary>Values of a mixed target.</summary>
    public int TargetSize => _isOfClasses ? _outputSize : _shownSize;

    /// <summary>Draws who is mixed with whom, and how; the samples are then to be mixed one by one.</summary>
    public void Begin(int count, ulong key)
    {
        if (_partners.Length < count)
        {
            Reserve(count);
        }

        for (int sample = 0; sample < count; sample++)
        {
            _partners[sample] = sample;
            var random = new RandomStream(CounterRandom.Derive(key, SampleStream, sample));
            _mixtures[sample] = _mixing.Draw(ref random, _shape);
        }

        Shuffling.InPlace(_partners.AsSpan(0, count), CounterRandom.Derive(key, PartnerStream, 0));
    }

    /// <summary>Whom a sample is mixed with.</summary>
    public int PartnerOf(int sample) => _partners[sample];

    /// <summary>Mixes one sample with its partner.</summary>
    public void Mix(int sample, SampleBatch batch)
    {
        int partner = _partners[sample];
        Mixture mixture = _mixtures[sample];
        Blend(batch.Unmixed(sample), batch.Unmixed(partner), _inputs.AsSpan(sample * _inputSize, _inputSize), mixture, isImage: true);
        ReadOnlySpan<float> target = batch.UnmixedTarget(sample, out float weight);
        ReadOnlySpan<float> other = batch.UnmixedTarget(partner, out float otherWeight);
        _weights[sample] = (mixture.Share * weight) + ((1 - mixture.Share) * otherWeight);
        MixTargets(sample, target, other, mixture);
    }

    public ReadOnlySpan<float> Input(int sample) => _inputs.AsSpan(sample * _inputSize, _inputSize);

    /// <summary>A sample's target for <see cref="Loss"/>.</summary>
    public Span<float> Target(int sample) => _targets.AsSpan(sample * TargetSize, TargetSize);

    /// <summary>A sample's target for metrics: the mixture of values, and of two classes the one with the larger share.</summary>
    public Span<float> Shown(int sample) => _showsClasses ? _shown.AsSpan(sample * _shownSize, _shownSize) : Target(sample);

    public float Weight(int sample) => _weights[sample];

    private void Reserve(int count)
    {
        _inputs = new float[SampleBatch.Length(count, _inputSize)];
        _targets = new float[SampleBatch.Length(count, TargetSize)];
        _shown = new float[_showsClasses ? SampleBatch.Length(count, _shownSize) : 0];
        _weights = new float[count];
        _mixtures = new Mixture[count];
        _partners = new int[count];
    }

    private void MixTargets(int sample, ReadOnlySpan<float> target, ReadOnlySpan<float> other, Mixture mixture)
    {
        Span<float> mixed = _targets.AsSpan(sample * TargetSize, TargetSize);
        bool isImage = _rows > 1;
        if (!_isOfClasses)
        {
            Blend(target, other, mixed, mixture, isImage);
        }
        else
        {
            int classes = _outputSize / _rows;
            mixed.Clear();
            for (int row = 0; row < _rows; row++)
            {
                float share = isImage ? ShareOf(row, mixture) : mixture.Share;
                mixed[(row * classes) + (int)target[row]] += share;
                mixed[(row * classes) + (int)other[row]] += 1 - share;
            }
        }

        if (_showsClasses)
        {
            Span<float> shown = _shown.AsSpan(sample * _shownSize, _shownSize);
            for (int row = 0; row < shown.Length; row++)
            {
                shown[row] = (isImage ? ShareOf(row, mixture) : mixture.Share) >= 0.5f ? target[row] : other[row];
            }
        }
    }

    /// <summary>The share that a sample has of one of its pixels.</summary>
    private float ShareOf(int pixel, Mixture mixture)
    {
        if (mixture.Patch is not { } patch)
        {
            return mixture.Share;
        }

        (int row, int column) = Math.DivRem(pixel, _shape[1]);
        return row >= patch.Top && row < patch.Bottom && column >= patch.Left && column < patch.Right ? 0 : 1;
    }

    /// <summary>Blends values, or copies them with the partner's patch where they are those of an image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Blend(ReadOnlySpan<float> own, ReadOnlySpan<float> other, Span<float> mixed, Mixture mixture, bool isImage)
    {
        if (isImage && mixture.Patch is { } patch)
        {
            own.CopyTo(mixed);
            (int firstRow, int endRow) = Patch.Inside(patch.Top, patch.Bottom, _shape[0]);
            (int firstColumn, int endColumn) = Patch.Inside(patch.Left, patch.Right, _shape[1]);
            int channels = mixed.Length / (_shape[0] * _shape[1]);
            for (int row = firstRow; row < endRow && firstColumn < endColumn; row++)
            {
                int start = ((row * _shape[1]) + firstColumn) * channels;
                int length = (endColumn - firstColumn) * channels;
                other.Slice(start, length).CopyTo(mixed.Slice(start, length));
            }

            return;
        }

        for (int i = 0; i < mixed.Length; i += Vector<float>.Count)
        {
            Block.Store(mixed, i, (Block.Load(own, i) * mixture.Share) + (Block.Load(other, i) * (1 - mixture.Share)));
        }
    }
}
