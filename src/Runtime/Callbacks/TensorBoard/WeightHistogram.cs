using System;

namespace NetGen;

/// <summary>How values are spread: their number in 30 equally wide buckets, as TensorFlow 2 counts them. Values that are not finite are left out.</summary>
internal sealed class WeightHistogram
{
    private const int Buckets = 30;

    // Fields of the message HistogramProto.
    private const int MinField = 1;
    private const int MaxField = 2;
    private const int NumField = 3;
    private const int SumField = 4;
    private const int SumSquaresField = 5;
    private const int BucketLimitField = 6;
    private const int BucketField = 7;

    private readonly double _min;
    private readonly double _max;
    private readonly double _sum;
    private readonly double _sumSquares;
    private readonly long _count;
    private readonly double[] _limits;
    private readonly double[] _counts;

    public WeightHistogram(ReadOnlySpan<float> values)
    {
        _min = double.PositiveInfinity;
        _max = double.NegativeInfinity;
        foreach (float value in values)
        {
            if (float.IsFinite(value))
            {
                _min = Math.Min(_min, value);
                _max = Math.Max(_max, value);
                _sum += value;
                _sumSquares += (double)value * value;
                _count++;
            }
        }

        if (_count == 0 || _min == _max)
        {
            // One bucket of width 1 around the only value, or empty.
            double centre = _count == 0 ? 0 : _min;
            (_min, _max) = (centre - 0.5, centre + 0.5);
            (_limits, _counts) = ([_max], [_count]);
            return;
        }

        double width = (_max - _min) / Buckets;
        _limits = new double[Buckets];
        _counts = new double[Buckets];
        for (int i = 0; i < Buckets; i++)
        {
            _limits[i] = i == Buckets - 1 ? _max : _min + ((i + 1) * width);
        }

        foreach (float value in values)
        {
            if (float.IsFinite(value))
            {
                _counts[Math.Min((int)((value - _min) / width), Buckets - 1)]++;
            }
        }
    }

    /// <summary>The message HistogramProto.</summary>
    public Protobuf ToMessage() => new Protobuf()
        .Double(MinField, _min)
        .Double(MaxField, _max)
        .Double(NumField, _count)
        .Double(SumField, _sum)
        .Double(SumSquaresField, _sumSquares)
        .PackedDoubles(BucketLimitField, _limits)
        .PackedDoubles(BucketField, _counts);
}
