using System;
using System.IO;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// A batch of samples: their inputs and targets as read, and what the network made of them. Every sample has
/// its own place in every array, and sums are taken in the order of samples and lanes, so no result depends on threads.
/// </summary>
internal sealed class SampleBatch : TrainingBatch
{
    private readonly NetworkInfo _info;
    private readonly Loss _loss;
    private readonly int _inputSize;
    private readonly int _outputSize;
    private readonly int _targetSize;
    private readonly int _rows;
    private readonly int _lossRows;
    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly float[] _outputs;
    private readonly float[] _weights;
    private readonly double[] _losses;
    private readonly double[] _activityPenalties;
    private BatchSamples? _samples;
    private MixedBatch? _mixed;
    private string _role = "";
    private float _gradientWeight;

    /// <param name="info">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="capacity">The most samples.</param>
    public SampleBatch(NetworkInfo info, Loss loss, int capacity)
    {
        _info = info;
        _loss = loss;
        _inputSize = info.InputSize;
        _outputSize = info.OutputSize;
        _targetSize = DatasetCheck.TargetSize(info, loss);
        _rows = DatasetCheck.Rows(info);
        _lossRows = loss.TakesWholeOutput ? 1 : _rows;
        _inputs = new float[Length(capacity, _inputSize)];
        _targets = new float[Length(capacity, _targetSize)];
        _outputs = new float[Length(capacity, _outputSize)];
        _weights = new float[capacity];
        _losses = new double[capacity];
        _activityPenalties = new double[capacity];
        GradientOfLogits = loss.IsFusedWith(info.OutputActivation);
    }

    private Loss Judge => _mixed?.Loss ?? _loss;

    /// <summary>The most samples.</summary>
    public int Capacity => _losses.Length;

    /// <summary>Values of so many samples of that size.</summary>
    /// <exception cref="ArgumentException">They are more than an array holds.</exception>
    public static int Length(int capacity, int size) => (long)capacity * size <= Array.MaxLength
        ? capacity * size
        : throw new ArgumentException($"A batch of {capacity} samples with {size} values each is more than memory holds in one piece; take a smaller batch size.");

    /// <summary>Values of a sample's output and of the target that metrics see.</summary>
    public int RowLength => _outputSize + _targetSize;

    /// <summary>Takes up another batch; its samples, or those of the part, are then to be loaded one by one.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="role">What the data is to the user, for messages: "training data".</param>
    /// <param name="part">Which of how many parts of the lanes are carried.</param>
    public void Begin(BatchSamples samples, string role, (int Number, int Count) part)
    {
        _samples = samples;
        _role = role;
        Count = samples.Count;
        (Part, Parts) = part;
        _activityPenalties.AsSpan(0, Count).Clear();
    }

    /// <summary>Makes the batch one to train on.</summary>
    /// <param name="randomKey">Decides what is drawn.</param>
    /// <param name="mixed">Mixes the samples once they are loaded; null where they stay as they are.</param>
    public void Train(ulong randomKey, MixedBatch? mixed = null)
    {
        _mixed = mixed;
        GradientOfLogits = Judge.IsFusedWith(_info.OutputActivation);
        IsTraining = true;
        RandomKey = randomKey;
        _gradientWeight = 1f / ((long)Count * _lossRows);
    }

    /// <summary>Makes the batch one to evaluate: nothing is dropped out, no gradient wanted.</summary>
    public void Evaluate()
    {
        _mixed = null;
        GradientOfLogits = _loss.IsFusedWith(_info.OutputActivation);
        IsTraining = false;
    }

    /// <summary>Loads one sample and its target.</summary>
    /// <exception cref="InvalidDataException">The sample holds a value that is not finite, or its target is wrong.</exception>
    public void Load(int sample)
    {
        Span<float> input = _inputs.AsSpan(sample * _inputSize, _inputSize);
        _samples!.ReadInput(sample, input);
        string consequence = _role == DataRole.Evaluation ? "" : " The weights are those of the last finished step.";
        DatasetCheck.CheckInput(input, _samples.Index(sample), _role, consequence);
        Span<float> target = TargetOf(sample);
        _weights[sample] = _samples.ReadTarget(sample, target);
        DatasetCheck.CheckTarget(target, _samples.Index(sample), _role, _info, _loss);
    }

    /// <summary>Loads the samples of other ranks too, for who looks into the whole batch.</summary>
    public void LoadAll()
    {
        for (int sample = 0; Parts > 1 && sample < Count; sample++)
        {
            Load(sample);
        }

        for (int sample = 0; Parts > 1 && _mixed is not null && sample < Count; sample++)
        {
            _mixed.Mix(sample, this);
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Input(int sample) => _mixed is null ? Unmixed(sample) : _mixed.Input(sample);

    /// <summary>One sample's input as it was loaded.</summary>
    public ReadOnlySpan<float> Unmixed(int sample) => _inputs.AsSpan(sample * _inputSize, _inputSize);

    /// <summary>One sample's target as it was loaded.</summary>
    /// <param name="sample">The sample's index in the batch.</param>
    /// <param name="weight">Its weight.</param>
    public ReadOnlySpan<float> UnmixedTarget(int sample, out float weight)
    {
        weight = _weights[sample];
        return TargetOf(sample);
    }

    /// <inheritdoc/>
    public override void Score(int sample, ReadOnlySpan<float> logits, ReadOnlySpan<float> outputs, Span<float> gradient)
    {
        outputs.CopyTo(OutputOf(sample));
        ReadOnlySpan<float> targets = _mixed is null ? TargetOf(sample) : _mixed.Target(sample);
        int outputStep = _outputSize / _lossRows;
        int targetStep = targets.Length / _lossRows;
        float sampleWeight = _mixed?.Weight(sample) ?? _weights[sample];
        float weight = _gradientWeight * sampleWeight;
        Loss judge = Judge;
        double loss = 0;
        for (int row = 0; row < _lossRows; row++)
        {
            ReadOnlySpan<float> output = outputs.Slice(row * outputStep, outputStep);
            ReadOnlySpan<float> target = targets.Slice(row * targetStep, targetStep);
            Span<float> rowGradient = IsTraining ? gradient.Slice(row * outputStep, outputStep) : [];
            loss += GradientOfLogits
                ? judge.EvaluateLogits(logits.Slice(row * outputStep, outputStep), output, target, weight, rowGradient)
                : judge.Evaluate(output, target, weight, rowGradient);
        }

        _losses[sample] = loss * sampleWeight / _lossRows;
    }

    /// <inheritdoc/>
    public override void AddActivityPenalty(int sample, double penalty) => _activityPenalties[sample] += penalty;

    /// <summary>The weighted losses of the samples over their number, activity penalties included.</summary>
    /// <param name="lanes">The lanes that the batch has been cut into: each is summed up, and their sums as a tree.</param>
    public double MeanLoss(LaneRange lanes)
    {
        Span<double> sums = stackalloc double[lanes.Count];
        sums.Clear();
        for (int sample = 0; sample < Count; sample++)
        {
            sums[sample / lanes.Size] += LossOf(sample);
        }

        return LaneTree.Sum(sums) / Count;
    }

    /// <summary>A sample's weighted loss, its activity penalty included.</summary>
    public double LossOf(int sample) => _losses[sample] + _activityPenalties[sample];

    /// <summary>Writes down a sample's output and the target that metrics see, where there is room.</summary>
    public void CopyRow(int sample, Span<float> row)
    {
        if (!row.IsEmpty)
        {
            OutputOf(sample).CopyTo(row);
            ShownTarget(sample).CopyTo(row[_outputSize..]);
        }
    }

    /// <summary>Takes what another rank has made of a sample: its loss and, where there are any, its output and target.</summary>
    public void TakeScore(int sample, double loss, ReadOnlySpan<float> row)
    {
        _losses[sample] = loss;
        _activityPenalties[sample] = 0;
        if (!row.IsEmpty)
        {
            row[.._outputSize].CopyTo(OutputOf(sample));
            row[_outputSize..].CopyTo(ShownTarget(sample));
        }
    }

    /// <summary>Hands all rows to a metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="ArgumentException">The metric cannot judge a row.</exception>
    public void AddTo(Metric metric, string name)
    {
        int outputStep = _outputSize / _rows;
        int targetStep = _targetSize / _rows;
        for (int row = 0; row < Count * _rows; row++)
        {
            (int sample, int ofSample) = Math.DivRem(row, _rows);
            ReadOnlySpan<float> targets = ShownTarget(sample);
            try
            {
                metric.Add(_outputs.AsSpan(row * outputStep, outputStep), targets.Slice(ofSample * targetStep, targetStep));
            }
            catch (ArgumentException exception)
            {
                throw new ArgumentException(
                    $"The {metric.GetType().Name} '{name}' cannot judge sample {_samples!.Index(row / _rows)} of the {_role}: {exception.Message}",
                    exception.ParamName,
                    exception);
            }
        }
    }

    /// <summary>What messages call a sample.</summary>
    public string NameOf(int sample) => FormattableString.Invariant($"sample {_samples!.Index(sample)} of the {_role}");

    /// <summary>The first sample whose outputs are not all finite; null where there is none.</summary>
    public int? FirstOtherOutput() => First(sample => !Finite.All(OutputOf(sample)));

    /// <summary>The first sample whose loss is not finite, activity penalties left aside; null where there is none.</summary>
    public int? FirstOtherLoss() => First(sample => !double.IsFinite(_losses[sample]));

    /// <summary>
    /// The first sample whose loss has a gradient by the outputs that is not finite; null where there is none, and for a loss that is fused with the output
    /// activation: what that subtracts is finite where its outputs are.
    /// </summary>
    public int? FirstOtherLossGradient()
    {
        if (GradientOfLogits)
        {
            return null;
        }

        float[] output = new float[_outputSize];
        float[] gradient = new float[_outputSize];
        return First(sample =>
        {
            OutputOf(sample).CopyTo(output);
            Score(sample, output, output, gradient);
            return !Finite.All(gradient);
        });
    }

    private int? First(Predicate<int> isWanted)
    {
        for (int sample = 0; sample < Count; sample++)
        {
            if (isWanted(sample))
            {
                return sample;
            }
        }

        return null;
    }

    private Span<float> OutputOf(int sample) => _outputs.AsSpan(sample * _outputSize, _outputSize);

    private Span<float> ShownTarget(int sample) => _mixed is null ? TargetOf(sample) : _mixed.Shown(sample);

    private Span<float> TargetOf(int sample) => _targets.AsSpan(sample * _targetSize, _targetSize);
}
