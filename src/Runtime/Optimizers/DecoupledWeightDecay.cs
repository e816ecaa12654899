using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>Weight decay apart from the gradient (Loshchilov and Hutter 2019), for a network's parameters but those excluded.</summary>
internal sealed class DecoupledWeightDecay
{
    private readonly float _decay;
    private readonly bool[] _decays;

    /// <param name="parameters">The network's parameters.</param>
    /// <param name="decay">The share that a step with a learning rate of 1 takes; null: none.</param>
    /// <param name="weightDecayExclusions">Parts of names of parameters that are left alone.</param>
    /// <exception cref="ArgumentException">An exclusion is part of no parameter's name.</exception>
    public DecoupledWeightDecay(NetworkParameters parameters, float? decay, IReadOnlyList<string> weightDecayExclusions)
    {
        foreach (string part in weightDecayExclusions)
        {
            if (!parameters.Any(parameter => Names(part, parameter)))
            {
                throw new ArgumentException(
                    $"'{part}' is excluded from weight decay but is part of no parameter's name; there are {string.Join(", ", parameters.Select(parameter => parameter.Info.Name))}.",
                    nameof(weightDecayExclusions));
            }
        }

        _decay = decay ?? 0;
        _decays = [.. parameters.Select(parameter => decay is not null && !weightDecayExclusions.Any(part => Names(part, parameter)))];
    }

    /// <summary>Decays a range of a parameter.</summary>
    public void Apply(Span<float> values, int parameter, float learningRate)
    {
        if (!_decays[parameter])
        {
            return;
        }

        var blocks = new BlockRange(values.Length);
        if (blocks.Wide > 0)
        {
            Apply<WideBlock>(values, learningRate, 0, blocks.Wide);
        }

        Apply<NativeBlock>(values, learningRate, blocks.Wide, blocks.Native);
        Apply<ScalarBlock>(values, learningRate, blocks.Native, blocks.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Apply<TBlock>(Span<float> values, float learningRate, int first, int end)
        where TBlock : unmanaged, IBlock<TBlock>
    {
        var smallest = TBlock.Of(DecayFloor.SmallestNormal);
        for (int i = first; i < end; i += TBlock.Length)
        {
            TBlock w = TBlock.Load(values, i);
            (w - (w * _decay * learningRate)).StoreDecaying(values, i, smallest);
        }
    }

    private static bool Names(string part, Parameter parameter) => parameter.Info.Name.Contains(part, StringComparison.Ordinal);
}
