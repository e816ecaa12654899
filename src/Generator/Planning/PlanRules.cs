using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>Rules about the size of a network, which only its plan knows: the budgets that a user states, and what is worth knowing.</summary>
internal static class PlanRules
{
    /// <summary>The batch size of a memory budget: what a fit takes by default.</summary>
    public const int BudgetBatchSize = 32;

    public const double BytesPerMegabyte = 1024 * 1024;

    /// <summary>Fewer parameters than this are not worth a word, whoever holds them.</summary>
    private const long NotableParameters = 100_000;

    /// <summary>Training that takes more than this is worth a word.</summary>
    private const long NotableBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>
    /// What a narrower form may take beside twice what the widest takes: the scratch, and the larger packed weights, of an algorithm whose registers filters fill in the narrower
    /// one alone.
    /// </summary>
    internal const long AlgorithmBytes = 1024 * 1024;

    /// <summary>Where the widest form takes less, no form comes to a limit.</summary>
    private const long UnquestionedBytes = (NotableBytes - AlgorithmBytes) / 2;

    /// <summary>Plans the network and checks what its plans come to.</summary>
    /// <returns>The plans; null where no memory could hold them.</returns>
    public static NetworkPlans? Check(AttributeReader attribute, Network network, EquatableArray<VectorForm> forms, Findings findings)
    {
        try
        {
            NetworkPlans plans = NetworkPlans.Of(network, forms, attribute.Flag("LayerOutputs", false));
            FormPlans largest = Largest(attribute, plans);

            // What is not fused may be too large where all else is not.
            _ = plans.LayerOutputs;
            CheckMemory(attribute, largest.TrainingBytes(BudgetBatchSize));
            CheckParameters(attribute, network);
            RemarkLargeTraining(attribute, largest);
            RemarkLargeDense(network, findings);
            RemarkRolled(plans.Widest.Inference, findings);
            return plans;
        }
        catch (TooLargeException tooLarge)
        {
            findings.Error(RuleId.TooManyValues, Site.Layer(tooLarge.Layer.Index), tooLarge.Memory, tooLarge.What, SizeRules.Limit);
            return null;
        }
        catch (OverflowException)
        {
            // The assembly computes in checked arithmetic: some block of memory is larger than an array can be.
            attribute.Error(RuleId.TooManyValues, null, "A buffer of the network", $"an input of {network.Input}", SizeRules.Limit);
            return null;
        }
    }

    /// <summary>
    /// The form whose training takes most. No form takes much more than twice what another does, so the narrower ones are planned for it only where there is a budget, or where one of them may pass a
    /// limit that the widest keeps.
    /// </summary>
    private static FormPlans Largest(AttributeReader attribute, NetworkPlans plans) =>
        attribute.Budget("MaxMegabytes") is null && plans.Widest.TrainingBytes(BudgetBatchSize) < UnquestionedBytes
            ? plans.Widest
            : plans.Forms.OrderByDescending(plan => plan.TrainingBytes(BudgetBatchSize)).First();

    private static void CheckMemory(AttributeReader attribute, long bytes)
    {
        if (attribute.Budget("MaxMegabytes") is { } budget && bytes > budget * BytesPerMegabyte)
        {
            attribute.Error(
                RuleId.MemoryBudget,
                "MaxMegabytes",
                (bytes / BytesPerMegabyte).ToString("N1", CultureInfo.InvariantCulture),
                NumberText.Plain(BudgetBatchSize),
                NumberText.Plain(budget));
        }
    }

    /// <summary>Who states a budget knows what training takes.</summary>
    private static void RemarkLargeTraining(AttributeReader attribute, FormPlans largest)
    {
        long bytes = largest.TrainingBytes(BudgetBatchSize);
        if (bytes >= NotableBytes && attribute.Budget("MaxMegabytes") is null)
        {
            (Node layer, long own) = LargestShare(largest.Training);
            attribute.Remark(
                RuleId.LargeTraining, null, Gigabytes(bytes), NumberText.Plain(BudgetBatchSize), $"'{layer.Name}'", Gigabytes(own));
        }
    }

    /// <summary>The layer that holds the most of a batch's buffers, with the gradients by its parameters.</summary>
    private static (Node Layer, long Bytes) LargestShare(ExecutionPlan plan)
    {
        var shares = plan.Network.Nodes.ToDictionary(node => node, node => (long)node.ParameterCount);
        foreach (PlanBuffer buffer in PlanBuffers.Of(plan).All)
        {
            shares[buffer.Layer] += (long)buffer.Floats * buffer.Place.Block switch
            {
                Block.Batch => BudgetBatchSize,
                Block.Lane => plan.MaxLanes,
                Block.Work when buffer.Place.Stride > 0 => plan.GroupSize,
                _ => 1,
            };
        }

        KeyValuePair<Node, long> most = shares.OrderByDescending(share => share.Value).First();
        return (most.Key, most.Value * sizeof(float));
    }

    private static string Gigabytes(long bytes) => (bytes / (BytesPerMegabyte * 1024)).ToString("N1", CultureInfo.InvariantCulture);

    private static void CheckParameters(AttributeReader attribute, Network network)
    {
        if (attribute.Budget("MaxParameters") is { } budget && network.ParameterCount is var count && count > budget)
        {
            attribute.Error(RuleId.ParameterBudget, "MaxParameters", NumberText.Grouped(count), NumberText.Grouped((long)budget));
        }
    }

    /// <summary>The classical shape of a network that is larger than it looks: an image flattened into a dense layer.</summary>
    private static void RemarkLargeDense(Network network, Findings findings)
    {
        Node? dense = network.Nodes.FirstOrDefault(node => node.Layer is Dense);
        bool isFlattened = dense is not null && LayerGraph.Of(network.Nodes).PathTo(dense.Index).Any(before => network.Nodes[before].Layer is Flatten);
        if (dense is null || !isFlattened || !network.Nodes.Any(node => node != dense && node.Layer.IsWeighted))
        {
            return;
        }

        long own = dense.ParameterCount;
        long all = network.ParameterCount;
        if (own * 2 > all && own > NotableParameters)
        {
            findings.Remark(
                RuleId.LargeDense,
                Site.Layer(dense.Index),
                Percent(own, all),
                NumberText.Grouped(all),
                NumberText.Grouped(dense.InputShape.Channels));
        }
    }

    /// <summary>Whole percents, and above 99 tenths of them, rounded down: what is not all is never 100.</summary>
    private static string Percent(long part, long all)
    {
        double percent = 100.0 * part / all;
        return percent > 99 ? (Math.Floor(percent * 10) / 10).ToString("0.#", CultureInfo.InvariantCulture) : percent.ToString("N0", CultureInfo.InvariantCulture);
    }

    private static void RemarkRolled(ExecutionPlan plan, Findings findings)
    {
        foreach (Node node in plan.Rolled)
        {
            var layer = (Pooling2D)node.Layer;
            findings.Remark(
                RuleId.KeptRolled,
                Site.Layer(node.Index),
                node.Layer.Kind,
                NumberText.Grouped((long)layer.Pool.Height * layer.Pool.Width),
                NumberText.Plain(Planner.LargestFusedWindow));
        }
    }
}
