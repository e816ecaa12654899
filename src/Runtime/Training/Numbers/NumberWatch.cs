using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>
/// Watches training for what is not finite, for who wants to know how it came about. The loss is looked at before the parameters change, so that the batch can
/// be carried forward again with those that it was computed with; the parameters are looked at as the optimizer leaves them, so that the gradients are still there.
/// </summary>
/// <param name="model">The network that is trained.</param>
internal sealed class NumberWatch(INetwork model)
{
    private int? _epoch;
    private int _batch;
    private bool _hasSeen;
    private bool _holdsOther;
    private SampleBatch? _samples;

    /// <summary>How the parameters, or the last batch's loss, came to hold what is not finite; null while all is.</summary>
    public NumberFault? Found { get; private set; }

    /// <summary>A step begins.</summary>
    /// <param name="epoch">Its epoch; null in a loop of somebody's own, which need not have any.</param>
    /// <param name="batch">Its batch, or its number among all steps.</param>
    public void Begin(int? epoch, int batch)
    {
        (_epoch, _batch) = (epoch, batch);

        // Somebody may have mended the parameters since the step that left them so.
        _holdsOther = _holdsOther && FirstOther(model.Parameters) is not null;
        if (!_holdsOther)
        {
            Found = null;
        }
    }

    /// <summary>Looks at the loss of a batch whose step has not been made yet.</summary>
    public void SeeLoss(double loss, SampleBatch batch)
    {
        _samples = batch;
        if (double.IsFinite(loss))
        {
            return;
        }

        if (FirstOther(model.Parameters) is { } held)
        {
            Found ??= Fault(NumberFaultOrigin.Parameters, held.Layer, $"whose step found {held.Text}");
        }
        else
        {
            Found = OfForwardPass(batch);
        }
    }

    /// <summary>Looks at a range of parameters after its update. Called from several threads.</summary>
    public void See(ReadOnlySpan<float> values)
    {
        if (!Finite.All(values))
        {
            _hasSeen = true;
        }
    }

    /// <summary>Ends an update: what it has made of which gradients.</summary>
    public void EndUpdate(NetworkParameters parameters, ReadOnlySpan<float> gradients)
    {
        (_holdsOther, _hasSeen) = (_hasSeen, false);
        if (_holdsOther)
        {
            Found ??= OfGradients(gradients) ?? OfUpdate(parameters);
        }
    }

    private NumberFault OfForwardPass(SampleBatch batch)
    {
        batch.LoadAll();
        if (batch.FirstOtherOutput() is { } sample)
        {
            (string layer, bool isExact) = ForwardProbe.FirstLayer(model, batch, sample);
            string of = $"'{layer}'{(isExact ? "" : ", or of a layer without parameters behind it,")}";
            return Fault(
                NumberFaultOrigin.Forward,
                layer,
                $"in the forward pass: of all layers the output of {of} is the first that is not finite; {batch.NameOf(sample)} shows it");
        }

        return batch.FirstOtherLoss() is { } judged
            ? Fault(NumberFaultOrigin.Loss, null, $"in the loss: the network's outputs are finite, and the loss of {batch.NameOf(judged)} is not")
            : Fault(NumberFaultOrigin.Loss, null, "in the loss: the network's outputs are finite, and a penalty of its activities is not");
    }

    private NumberFault? OfGradients(ReadOnlySpan<float> gradients)
    {
        SampleBatch samples = _samples!;
        samples.LoadAll();
        IReadOnlyList<LayerInfo> layers = model.Info.Layers;
        for (int i = layers.Count - 1; i >= 0; i--)
        {
            foreach (ParameterInfo parameter in layers[i].Parameters)
            {
                if (!parameter.IsTrainable || Finite.All(gradients.Slice(parameter.Offset, parameter.Size)))
                {
                    continue;
                }

                (string? layer, string what) = samples.FirstOtherLossGradient() is { } sample
                    ? (null, $"the loss is finite, and its gradient by the outputs of {samples.NameOf(sample)} is not")
                    : (layers[i].Name, $"from the last layer on, the gradient of '{parameter.Name}' is the first that is not finite");
                return Fault(NumberFaultOrigin.Backward, layer, $"in the backward pass: {what}");
            }
        }

        return null;
    }

    private NumberFault OfUpdate(NetworkParameters parameters)
    {
        (string Layer, string Text)? held = FirstOther(parameters);
        string made = held?.Text ?? "a parameter that a constraint has mended";
        return Fault(NumberFaultOrigin.Update, held?.Layer, $"in the optimizer's update: gradients are finite, and it made {made}");
    }

    private (string Layer, string Text)? FirstOther(NetworkParameters parameters)
    {
        foreach (LayerInfo layer in model.Info.Layers)
        {
            foreach (ParameterInfo parameter in layer.Parameters)
            {
                ReadOnlySpan<float> values = parameters.Values.Slice(parameter.Offset, parameter.Size);
                int place = Finite.FirstOther(values);
                if (place >= 0)
                {
                    return (layer.Name, FormattableString.Invariant($"{PythonNumber.Text(values[place])} at value {place} of '{parameter.Name}'"));
                }
            }
        }

        return null;
    }

    private NumberFault Fault(NumberFaultOrigin origin, string? layer, string description) => new(origin, _epoch, _batch, layer, description);
}
