using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Files;

namespace NetGen.Import.Keras;

/// <summary>The layers' calls in an order in which each stands behind those that it reads; models within the model are part of the one network.</summary>
internal sealed class KerasPlan
{
    // A model that calls models twice doubles with every level.
    private const int MostSteps = 100_000;

    private readonly Dictionary<(Scope, KerasTensor), Step> _made = [];
    private readonly HashSet<(Scope, KerasTensor)> _open = [];
    private readonly Dictionary<(Scope, KerasLayer, int), Scope> _scopes = [];

    private KerasPlan()
    {
    }

    /// <summary>The calls; the last makes the output.</summary>
    public List<Step> Steps { get; } = [];

    public static KerasPlan Of(KerasModel model, ImportOptions options, List<Obstacle> obstacles, KerasRemarks remarks)
    {
        var plan = new KerasPlan();
        var input = new Step(null, null, []);
        plan.Steps.Add(input);
        if (model.Inputs.Count > 1)
        {
            obstacles.Add(new Obstacle("Model", model.Name, $"takes {model.Inputs.Count} inputs", "a network of one input can be imported"));
        }

        KerasTensor[] outputs = Outputs(model, options, obstacles, remarks);
        var whole = new Scope(model, [input]);
        foreach (KerasTensor output in outputs)
        {
            plan.Make(whole, output);
        }

        if (model.IsSequence)
        {
            plan.MakeSequence(WithoutRest(model, options, obstacles, remarks), input);
        }

        return plan;
    }

    /// <summary>A sequence up to the layer that is asked for.</summary>
    private static KerasModel WithoutRest(KerasModel model, ImportOptions options, List<Obstacle> obstacles, KerasRemarks remarks)
    {
        if (options.Output is not { } wanted)
        {
            return model;
        }

        KerasLayer[] layers = [.. model.Layers.Where(layer => !layer.IsInput)];
        int last = Array.FindIndex(layers, layer => layer.Name == wanted);
        if (last < 0)
        {
            string names = string.Join(", ", layers.Take(20).Select(layer => $"'{FileText.Of(layer.Name)}'"));
            obstacles.Add(new Obstacle("Output", wanted, "is not there", $"the file has {names}"));
            return model;
        }

        foreach (KerasLayer layer in layers.Skip(last + 1))
        {
            remarks.Add($"The output '{FileText.Of(wanted)}' is computed, and what follows it is left out:", layer.Name);
        }

        return new KerasModel(model.Name, true, [.. layers.Take(last + 1)], [], []);
    }

    /// <summary>The outputs to compute. Of several none is, unless one is asked for, but all are walked through for their obstacles.</summary>
    private static KerasTensor[] Outputs(KerasModel model, ImportOptions options, List<Obstacle> obstacles, KerasRemarks remarks)
    {
        if (model.IsSequence || (model.Outputs.Count == 1 && options.Output is null))
        {
            return [.. model.Outputs];
        }

        string[] names = [.. model.Outputs.Select(output => output.Layer)];
        string list = string.Join(", ", names.Take(20).Select(name => $"'{FileText.Of(name)}'"));
        if (options.Output is not { } wanted)
        {
            obstacles.Add(new Obstacle("Model", model.Name, $"has {names.Length} outputs: {list}", "ImportOptions.Output says which of them to compute")
            {
                Choice = OpenChoice.Output,
            });
            return [.. model.Outputs];
        }

        int index = Array.IndexOf(names, wanted);
        if (index < 0)
        {
            obstacles.Add(new Obstacle("Model", model.Name, $"has no output '{FileText.Of(wanted)}'", $"there is {list}") { Choice = OpenChoice.OtherOutput });
            return [.. model.Outputs];
        }

        foreach (string other in names.Where(name => name != wanted))
        {
            remarks.Add($"Of the outputs '{FileText.Of(wanted)}' is computed, and what only others need is left out:", other);
        }

        return [model.Outputs[index]];
    }

    /// <summary>Makes all that a tensor needs, without a call for each: files may be deeper than a thread's stack.</summary>
    private Step Make(Scope scope, KerasTensor tensor)
    {
        var work = new Stack<(Scope Scope, KerasTensor Tensor)>();
        work.Push((scope, tensor));
        while (work.Count > 0)
        {
            (Scope at, KerasTensor wanted) = work.Peek();
            (Scope, KerasTensor) key = (at, wanted);
            if (_made.ContainsKey(key))
            {
                work.Pop();
                continue;
            }

            KerasLayer layer = at.Find(wanted.Layer);
            if (layer.IsInput || (layer.Calls.Count == 0 && at.Model.Inputs.Any(input => input.Layer == layer.Name)))
            {
                _made.Add(key, at.Input(wanted.Layer));
                work.Pop();
                continue;
            }

            if (wanted.Call >= layer.Calls.Count)
            {
                throw new FormatException($"the layer '{FileText.Of(layer.Name)}' is read at a call {wanted.Call} that it does not have");
            }

            KerasCall call = layer.Calls[wanted.Call];
            KerasTensor[] reads = [.. call.Arguments.Where(argument => argument.Tensor is not null).Select(argument => argument.Tensor!.Value)];
            KerasTensor[] missing = [.. reads.Where(read => !_made.ContainsKey((at, read)))];
            if (missing.Length > 0)
            {
                if (!_open.Add(key) && missing.Any(read => _open.Contains((at, read))))
                {
                    throw new FormatException($"the layer '{FileText.Of(layer.Name)}' reads what is made of its own output");
                }

                // The first stands on top and is made first.
                foreach (KerasTensor read in Enumerable.Reverse(missing))
                {
                    work.Push((at, read));
                }

                continue;
            }

            if (reads.Length == 0)
            {
                throw new FormatException($"the layer '{FileText.Of(layer.Name)}' reads nothing");
            }

            Step[] inputs = [.. reads.Select(read => _made[(at, read)])];
            _made.Add(key, layer.Model is null ? Add(new Step(layer, call, inputs)) : MakeModel(layer, inputs, wanted.Index, (at, layer, wanted.Call)));
            _open.Remove(key);
            work.Pop();
        }

        return _made[(scope, tensor)];
    }

    private Step MakeModel(KerasLayer layer, Step[] inputs, int output, (Scope, KerasLayer, int)? place)
    {
        KerasModel model = layer.Model!;
        if (model.IsSequence)
        {
            return MakeSequence(model, inputs[0]);
        }

        if (model.Inputs.Count != inputs.Length || output >= model.Outputs.Count)
        {
            throw new FormatException($"the model '{FileText.Of(layer.Name)}' is called with {inputs.Length} tensors and takes {model.Inputs.Count}");
        }

        // A model that gives several tensors is made once for all of them.
        Scope? scope = null;
        if (place is not { } known || !_scopes.TryGetValue(known, out scope))
        {
            scope = new Scope(model, inputs);
            if (place is { } at)
            {
                _scopes.Add(at, scope);
            }
        }

        return Make(scope, model.Outputs[output]);
    }

    private Step MakeSequence(KerasModel model, Step input)
    {
        Step last = input;
        foreach (KerasLayer layer in model.Layers.Where(layer => !layer.IsInput))
        {
            last = layer.Model is null ? Add(new Step(layer, null, [last])) : MakeModel(layer, [last], 0, null);
        }

        return last;
    }

    private Step Add(Step step)
    {
        if (Steps.Count >= MostSteps)
        {
            throw new FormatException("its model has too many layers");
        }

        Steps.Add(step);
        return step;
    }

    /// <summary>A layer's call.</summary>
    /// <param name="layer">The layer; null for the network's input.</param>
    /// <param name="call">What it is called with; null in a sequence.</param>
    /// <param name="inputs">The calls whose outputs it reads.</param>
    internal sealed class Step(KerasLayer? layer, KerasCall? call, IReadOnlyList<Step> inputs)
    {
        public KerasLayer? Layer => layer;

        public KerasCall? Call => call;

        public IReadOnlyList<Step> Inputs => inputs;
    }

    /// <summary>A model at one place: within it, names are its own.</summary>
    private sealed class Scope(KerasModel model, IReadOnlyList<Step> inputs)
    {
        private readonly Dictionary<string, KerasLayer> _layers = model.IsSequence
            ? []
            : model.Layers.ToDictionary(layer => layer.Name, StringComparer.Ordinal);

        public KerasModel Model => model;

        public KerasLayer Find(string name) =>
            _layers.TryGetValue(name, out KerasLayer? layer)
                ? layer
                : throw new FormatException($"a layer reads a layer '{FileText.Of(name)}' that there is not");

        public Step Input(string name)
        {
            for (int i = 0; i < Math.Min(model.Inputs.Count, inputs.Count); i++)
            {
                if (model.Inputs[i].Layer == name)
                {
                    return inputs[i];
                }
            }

            return inputs[0];
        }
    }
}
