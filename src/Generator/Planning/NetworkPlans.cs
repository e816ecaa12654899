using System;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// All plans of one network. They are made once, when its declaration has changed, and all that is emitted reads them. Two are equal where
/// their networks and forms are: plans follow from these.
/// </summary>
internal sealed class NetworkPlans : IEquatable<NetworkPlans>
{
    private NetworkPlans(Network network, EquatableArray<VectorForm> vectorForms, FormPlans[] forms, ExecutionPlan[] layerOutputs)
    {
        Network = network;
        VectorForms = vectorForms;
        Forms = forms;
        LayerOutputs = layerOutputs;
    }

    public Network Network { get; }

    /// <summary>The vector forms that the project wants, widest first.</summary>
    public EquatableArray<VectorForm> VectorForms { get; }

    /// <summary>The plans of inference and training in each of them.</summary>
    public FormPlans[] Forms { get; }

    /// <summary>The plans of the pass that shows every layer's output; none where nobody asks for it.</summary>
    public ExecutionPlan[] LayerOutputs { get; }

    /// <exception cref="OverflowException">Some block of memory is larger than an array can be.</exception>
    public static NetworkPlans Of(Network network, EquatableArray<VectorForm> forms, bool layerOutputs)
    {
        FormPlans[] plans = [.. forms.Select(form => FormPlans.Of(network, form))];

        // The number of lanes decides the order of sums, so it is the same in every form, whichever of them a project wants.
        ExecutionPlan widest = Array.Find(plans, plan => plan.Form == VectorForm.All[0])?.Training
            ?? Planner.Plan(network, VectorForm.All[0], Purpose.Training);
        int lanes = MemoryPlanner.MaxLanes(widest);
        return new NetworkPlans(
            network,
            forms,
            [.. plans.Select(plan => plan with { Training = plan.Training with { MaxLanes = lanes } })],
            layerOutputs ? [.. forms.Select(form => Planner.Plan(network, form, Purpose.LayerOutputs))] : []);
    }

    /// <summary>Checks all plans, before their kernels are written. An editor, which gets members alone, is spared it.</summary>
    /// <exception cref="InvalidOperationException">A plan is broken.</exception>
    public void Verify()
    {
        foreach (FormPlans plans in Forms)
        {
            plans.Verify();
        }

        foreach (ExecutionPlan plan in LayerOutputs)
        {
            PlanVerifier.Verify(plan);
        }
    }

    public bool Equals(NetworkPlans? other) =>
        other is not null && Network.Equals(other.Network) && VectorForms.Equals(other.VectorForms) && LayerOutputs.Length == other.LayerOutputs.Length;

    public override bool Equals(object? obj) => Equals(obj as NetworkPlans);

    public override int GetHashCode() => Network.GetHashCode();
}
