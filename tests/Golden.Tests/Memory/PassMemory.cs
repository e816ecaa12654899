using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using NetGen.Execution;

namespace NetGen.Golden.Tests.Memory;

/// <summary>The memory of emitted passes, which is nobody else's business.</summary>
internal static class PassMemory
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    public static AlignedBuffer Packed(TrainingPass pass) => Member<AlignedBuffer>(pass, "Packed");

    public static AlignedBuffer Batch(TrainingPass pass) => Member<AlignedBuffer>(pass, "Batch");

    public static AlignedBuffer[] Workers(TrainingPass pass) => Member<AlignedBuffer[]>(pass, "WorkerBuffers");

    public static AlignedBuffer[] Lanes(TrainingPass pass) => Member<AlignedBuffer[]>(pass, "LaneGradients");

    /// <summary>Those of all calls that have predicted at the same time.</summary>
    public static IEnumerable<AlignedBuffer> Workspaces(INetwork network) =>
        Member<Workspace?[]>(Member<object>(Inference(network), "_workspaces"), "_slots").OfType<Workspace>().Select(workspace => workspace.Buffer);

    /// <summary>The packed weights of predictions.</summary>
    public static AlignedBuffer Packed(INetwork network) => Member<PackedWeights>(Inference(network), "_current").Buffer;

    private static object Inference(INetwork network) => Member<object>(network, "_inference");

    private static T Member<T>(object owner, string name)
    {
        for (Type? type = owner.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetProperty(name, Hidden) is { } property)
            {
                return (T)property.GetValue(owner)!;
            }

            if (type.GetField(name, Hidden) is { } field)
            {
                return (T)field.GetValue(owner)!;
            }
        }

        throw new MissingMemberException(owner.GetType().Name, name);
    }
}
