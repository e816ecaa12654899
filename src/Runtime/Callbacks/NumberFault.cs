using System;

namespace NetGen;

/// <summary>How a NaN or an infinity came into training, as <see cref="TerminateOnNaN"/> and <see cref="TrainingStep.Fault"/> tell it.</summary>
public sealed class NumberFault
{
    internal NumberFault(NumberFaultOrigin origin, int? epoch, int batch, string? layer, string description)
    {
        (Origin, Epoch, Batch, Layer) = (origin, epoch ?? 0, batch, layer);
        string place = epoch is null ? FormattableString.Invariant($"the batch of step {batch}") : FormattableString.Invariant($"epoch {epoch}, batch {batch}");
        Message = $"It began in {place}, {description}.";
    }

    /// <summary>Where it came up first.</summary>
    public NumberFaultOrigin Origin { get; }

    /// <summary>The epoch, from 0; 0 where a <see cref="TrainingStep"/> found it.</summary>
    public int Epoch { get; }

    /// <summary>The batch of the epoch, from 0, or the step among all that a <see cref="TrainingStep"/> has made, from 0.</summary>
    public int Batch { get; }

    /// <summary>
    /// The name of the first layer that it came up in: in the order of layers on the way forward and in an update, from the last layer on the way back. Null where it
    /// is no layer's: in the loss, and in its gradient. On the way forward it may also have come up in a layer without parameters that follows this one;
    /// <see cref="Message"/> says so, unless the network was declared with <see cref="NetworkAttribute.LayerOutputs"/>, which tells them apart.
    /// </summary>
    public string? Layer { get; }

    /// <summary>All of it in a sentence.</summary>
    public string Message { get; }

    /// <summary>The sentence.</summary>
    public override string ToString() => Message;
}
