using System;

namespace NetGen;

/// <summary>How the outputs' scores become one.</summary>
public enum R2Average
{
    /// <summary>The mean over the outputs (Keras: <c>uniform_average</c>).</summary>
    Uniform,

    /// <summary>The mean over the outputs, weighted by how much each one's targets vary (Keras: <c>variance_weighted_average</c>).</summary>
    VarianceWeighted,
}

/// <summary>
/// The share of the targets' variation that the outputs account for, <c>1 - sum (t - y)² / sum (t - mean t)²</c> (Keras:
/// <c>R2Score</c>): 1 at best, 0 for an output that is always the mean, and below 0 for worse. An output whose targets are
/// all equal scores 0 unless it hits them all; then, and where there is no row, the result is NaN.
/// </summary>
public sealed class R2Score : Metric
{
    private readonly R2Average _average;
    private readonly int _numRegressors;
    private double[] _means = [];
    private double[] _variations = [];
    private double[] _residuals = [];
    private long _rows;

    /// <summary>A metric.</summary>
    /// <param name="average">How the outputs' scores become one (Keras: <c>class_aggregation</c>); default <see cref="R2Average.Uniform"/>.</param>
    /// <param name="numRegressors">
    /// The number of independent variables, for which the score is adjusted; at least 0, default 0: not at all. As in Keras the
    /// number of samples is that of target values, and the score stays as it is where that is not above the variables by more than 1.
    /// </param>
    /// <param name="name">The name in logs and history; default "r2_score".</param>
    public R2Score(R2Average average = R2Average.Uniform, int numRegressors = 0, string? name = null)
        : base(name, MetricDirection.HigherIsBetter)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numRegressors);
        _average = average;
        _numRegressors = numRegressors;
    }

    /// <inheritdoc/>
    public override double Result
    {
        get
        {
            double sum = 0;
            double weights = 0;
            for (int i = 0; i < _means.Length; i++)
            {
                double weight = _average == R2Average.VarianceWeighted ? _variations[i] : 1;
                sum += weight * Of(i);
                weights += weight;
            }

            double score = sum / weights;
            double freedom = ((double)_rows * _means.Length) - 1;
            return _numRegressors == 0 || _numRegressors >= freedom ? score : 1 - ((1 - score) * freedom / (freedom - _numRegressors));
        }
    }

    /// <summary>One output's score, not adjusted.</summary>
    /// <param name="output">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No row had such an output.</exception>
    public double Of(int output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, _means.Length);
        double score = 1 - (_residuals[output] / _variations[output]);
        return double.IsInfinity(score) ? 0 : score;
    }

    /// <inheritdoc/>
    public override Metric CreateEmpty() => new R2Score(_average, _numRegressors, Name);

    /// <inheritdoc/>
    public override void Reset()
    {
        Array.Clear(_means);
        Array.Clear(_variations);
        Array.Clear(_residuals);
        _rows = 0;
    }

    /// <inheritdoc/>
    public override bool CanSaveState => true;

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Set("rows", _rows);
        state.Set("means", _means);
        state.Set("variations", _variations);
        state.Set("residuals", _residuals);
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _rows = state.GetInt64("rows");
        _means = [.. state.GetDoubles("means")];
        _variations = [.. state.GetDoubles("variations")];
        _residuals = [.. state.GetDoubles("residuals")];
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        TargetRow.CheckValues(output, target);
        if (_means.Length != output.Length)
        {
            TargetRow.CheckWidth(output, _means.Length, _rows);
            _means = new double[output.Length];
            _variations = new double[output.Length];
            _residuals = new double[output.Length];
        }

        _rows++;
        for (int i = 0; i < output.Length; i++)
        {
            // Welford's way to the sum of squares about the mean, which loses nothing where the mean is large.
            double aside = target[i] - _means[i];
            _means[i] += aside / _rows;
            _variations[i] += aside * (target[i] - _means[i]);
            double residual = (double)target[i] - output[i];
            _residuals[i] += residual * residual;
        }
    }

    internal override string? Misfit(int outputs, int targets) => TargetRow.MisfitOfValues(outputs, targets);
}
