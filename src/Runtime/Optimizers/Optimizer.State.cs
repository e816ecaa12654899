using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen;

/// <content>What an optimizer keeps from step to step, to be read, set, saved and brought back.</content>
public abstract partial class Optimizer
{
    private const string IterationsName = "iterations";
    private const string BatchesName = "batches";
    private const string LearningRateName = "learning_rate";
    private const string AverageName = "average";
    private const string AccumulatorName = "gradient_accumulator";

    /// <summary>
    /// The names of what the optimizer keeps for each parameter, as Keras calls it: "momentum" and "velocity" for <see cref="Adam"/>; none where it keeps nothing. Two of an
    /// optimizer have different names.
    /// </summary>
    public IReadOnlyList<string> SlotNames => [.. Enumerable.Range(0, StateSlots).Select(SlotName)];

    /// <summary>What the optimizer keeps in a slot: a view, which changes with the next step.</summary>
    /// <param name="name">One of <see cref="SlotNames"/>.</param>
    /// <returns>A value for each parameter that is trained, laid out as the first part of <see cref="NetworkParameters.Values"/>.</returns>
    /// <exception cref="ArgumentException">There is no slot of that name.</exception>
    /// <exception cref="InvalidOperationException">The optimizer belongs to no network yet.</exception>
    public ReadOnlySpan<float> GetSlot(string name) => Slot(name);

    /// <summary>Sets what the optimizer keeps in a slot. Not to be called while another thread trains.</summary>
    /// <param name="name">One of <see cref="SlotNames"/>.</param>
    /// <param name="values">A value for each parameter that is trained, laid out as the first part of <see cref="NetworkParameters.Values"/>; copied.</param>
    /// <exception cref="ArgumentException">There is no slot of that name, or it has another number of values.</exception>
    /// <exception cref="InvalidOperationException">The optimizer belongs to no network yet.</exception>
    public void SetSlot(string name, ReadOnlySpan<float> values)
    {
        float[] slot = Slot(name);
        if (values.Length != slot.Length)
        {
            throw new ArgumentException($"A slot has {slot.Length} values, one for each parameter that is trained; {values.Length} came.", nameof(values));
        }

        values.CopyTo(slot);
    }

    /// <summary>
    /// Writes down everything that the next steps depend on (PyTorch: <c>state_dict</c>): <see cref="Iterations"/>, the learning rate, the slots by parameter, the moving
    /// average and gradients that wait for their step. An optimizer that keeps more overrides this, and <see cref="LoadState"/>, and calls the base.
    /// </summary>
    /// <param name="state">Where it is written.</param>
    /// <exception cref="InvalidOperationException">The optimizer belongs to no network yet.</exception>
    public virtual void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        NetworkParameters parameters = Network();
        state.Set(IterationsName, _iterations);
        state.Set(BatchesName, _batches);
        state.Set(LearningRateName, (double)_learningRate);
        foreach ((string name, float[] values) in Kept())
        {
            SavedState part = state.Part(name);
            foreach (ParameterInfo info in Trained(parameters))
            {
                part.Set(info.Name, values.AsSpan(info.Offset, info.Size), info.Shape);
            }
        }

        _schedule?.SaveState(state.Part("schedule"));
    }

    /// <summary>Goes on from what <see cref="SaveState"/> wrote down (PyTorch: <c>load_state_dict</c>). Not to be called while another thread trains.</summary>
    /// <param name="state">What was written.</param>
    /// <exception cref="InvalidDataException">Something is missing, or of another network or another kind of optimizer. Nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The optimizer belongs to no network yet.</exception>
    public virtual void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        NetworkParameters parameters = Network();
        long iterations = state.GetInt64(IterationsName);
        long batches = state.GetInt64(BatchesName);
        double rate = state.GetDouble(LearningRateName);
        if (iterations < 0 || batches < 0 || !(rate >= 0 && float.IsFinite((float)rate)))
        {
            throw new InvalidDataException(FormattableString.Invariant($"A saved optimizer has {iterations} iterations, {batches} batches and a learning rate of {rate}, which none can have."));
        }

        // All of it is looked at before anything changes.
        var read = new List<(float[] Into, float[] Values)>();
        foreach ((string name, float[] values) in Kept())
        {
            SavedState part = state.Part(name);
            float[] loaded = new float[values.Length];
            foreach (ParameterInfo info in Trained(parameters))
            {
                part.CopyTo(info.Name, loaded.AsSpan(info.Offset, info.Size));
            }

            read.Add((values, loaded));
        }

        foreach ((float[] into, float[] values) in read)
        {
            values.CopyTo(into, 0);
        }

        (_iterations, _batches, _learningRate) = (iterations, batches, (float)rate);
        _schedule?.LoadState(state.Part("schedule"));
    }

    /// <summary>
    /// Writes down what the optimizer was made with, so that a checkpoint of another one is refused: numbers under Keras's names. An optimizer of your own with numbers of its
    /// own overrides this and calls the base.
    /// </summary>
    /// <param name="configuration">Where it is written.</param>
    public virtual void SaveConfiguration(SavedState configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Set("kind", GetType().Name);
        configuration.SetOptional("gradient_accumulation_steps", GradientAccumulationSteps);
        configuration.SetOptional("clipnorm", ClipNorm);
        configuration.SetOptional("clipvalue", ClipValue);
        configuration.SetOptional("global_clipnorm", GlobalClipNorm);
        configuration.SetOptional("weight_decay", WeightDecay);
        if (WeightDecayExclusions.Count > 0)
        {
            configuration.Set("exclude_from_weight_decay", string.Join(", ", WeightDecayExclusions));
        }

        configuration.Set("use_ema", UseEma);
        if (UseEma)
        {
            configuration.Set("ema_momentum", EmaMomentum);
            configuration.SetOptional("ema_overwrite_frequency", EmaOverwriteFrequency);
        }

        configuration.Set("schedule", _schedule?.GetType().Name ?? "none");
    }

    private static IEnumerable<ParameterInfo> Trained(NetworkParameters parameters) =>
        parameters.Select(parameter => parameter.Info).Where(info => info.IsTrainable);

    /// <summary>All that is kept for each parameter, under its name.</summary>
    private IEnumerable<(string Name, float[] Values)> Kept()
    {
        IEnumerable<(string, float[])> slots = _state.Select((values, slot) => (SlotName(slot), values));
        IEnumerable<(string, float[])> averages = _average is null ? [] : [(AverageName, _average.Averages)];
        IEnumerable<(string, float[])> sums = _accumulator is null ? [] : [(AccumulatorName, _accumulator.Sums)];
        return [.. slots, .. averages, .. sums];
    }

    private NetworkParameters Network() => _parameters ?? throw new InvalidOperationException(
        $"This {GetType().Name} belongs to no network yet, and keeps nothing for its parameters: it does once a fit or a TrainingStep has begun.");

    private float[] Slot(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Network();
        int slot = SlotNames.ToList().IndexOf(name);
        return slot >= 0
            ? _state[slot]
            : throw new ArgumentException($"This {GetType().Name} has no slot '{name}'; it has {(StateSlots == 0 ? "none" : string.Join(", ", SlotNames))}.", nameof(name));
    }
}
