using System;

namespace NetGen.Bench.Kernels.Grid;

/// <summary>A convolution that keeps the size of its map, with a rectifier, as a network of its own.</summary>
/// <param name="Side">Height and width of the map.</param>
/// <param name="Kernel">Height and width of the kernel.</param>
/// <param name="Channels">Channels that come in.</param>
/// <param name="Filters">Channels that go out.</param>
/// <param name="IsPooled">Whether the largest of each 2x2 pixels goes on.</param>
internal sealed record GridShape(int Side, int Kernel, int Channels, int Filters, bool IsPooled)
{
    /// <summary>For the report.</summary>
    public string Name => FormattableString.Invariant($"{(Kernel == 3 ? "" : $"{Kernel}x{Kernel}, ")}{Side}x{Side}x{Channels} -> {Filters}{(IsPooled ? ", pooled" : "")}");

    /// <summary>Operations of a sample's forward pass in the direct form; a multiply-add counts as two.</summary>
    public long Flops => 2L * Kernel * Kernel * Side * Side * Channels * Filters;

    /// <summary>The name of the class that has it in one form: as long in all forms, so that lines of emitted code break alike.</summary>
    public string ClassName(Convolution form) => FormattableString.Invariant($"Map{Side}By{Kernel}From{Channels}To{Filters}{(IsPooled ? "Pooled" : "")}Form{(int)form}");

    /// <summary>The declaration of that class.</summary>
    public string Source(Convolution form) => FormattableString.Invariant(
        $"""
        [Network({Side}, {Side}, {Channels}, InputGradient = true)]
        [Conv2D({Filters}, {Kernel}, Padding = Padding.Same, Activation = Activation.ReLU, Convolution = Convolution.{form})]
        {(IsPooled ? "[MaxPooling2D(2)]" : "")}
        public sealed partial class {ClassName(form)};

        """);
}
