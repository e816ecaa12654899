using System;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// All plans of one network. They are made once, when its declaration has changed, and all that is emitted reads them; those of the narrower forms when kernels are written, or when
/// a rule wants to know what they take: an editor, which gets members alone, seldom waits for them. Two are equal where their networks and forms are: plans follow from these.
/// </summary>
internal sealed class NetworkPlans : IEquatable<NetworkPlans>
{
    private readonly int _lanes;
    private readonly Lazy<FormPlans[]> _forms;
    private readonly Lazy<ExecutionPlan[]> _layerOutputs;
    private readonly bool _hasLayerOutputs;

    private NetworkPlans(Network network, EquatableArray<VectorForm> vectorForms, bool layerOutputs)
    {
        Network = network;
        VectorForms = vectorForms;
        _hasLayerOutputs = layerOutputs;
        FormPlans first = FormPlans.Of(network, vectorForms[0]);

        // The number of lanes decides the order of sums, so it is the same in every form, whichever of them a project wants.
        VectorForm widest = VectorForm.All[0];
        _lanes = MemoryPlanner.MaxLanes(first.Form == widest ? first.Training : Planner.Plan(network, widest, Purpose.Training));
        Widest = WithLanes(first);
        _forms = new Lazy<FormPlans[]>(() => [Widest, .. vectorForms.Skip(1).Select(form => WithLanes(FormPlans.Of(network, form)))]);
        _layerOutputs = new Lazy<ExecutionPlan[]>(() => layerOutputs ? [.. vectorForms.Select(form => Planner.Plan(network, form, Purpose.LayerOutputs))] : []);
    }

    public Network Network { get; }

    /// <summary>The vector forms that the project wants, widest first.</summary>
    public EquatableArray<VectorForm> VectorForms { get; }

    /// <summary>The plans of inference and training in the first of them.</summary>
    public FormPlans Widest { get; }

    /// <summary>The plans of inference and training in each of them.</summary>
    /// <exception cref="OverflowException">Some block of memory is larger than an array can be.</exception>
    public FormPlans[] Forms => _forms.Value;

    /// <summary>The plans of the pass that shows every layer's output; none where nobody asks for it.</summary>
    /// <exception cref="OverflowException">Some block of memory is larger than an array can be.</exception>
    public ExecutionPlan[] LayerOutputs => _layerOutputs.Value;

    /// <exception cref="OverflowException">Some block of memory is larger than an array can be.</exception>
    public static NetworkPlans Of(Network network, EquatableArray<VectorForm> forms, bool layerOutputs) => new(network, forms, layerOutputs);

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
        other is not null && Network.Equals(other.Network) && VectorForms.Equals(other.VectorForms) && _hasLayerOutputs == other._hasLayerOutputs;

    public override bool Equals(object? obj) => Equals(obj as NetworkPlans);

    public override int GetHashCode() => Network.GetHashCode();

    private FormPlans WithLanes(FormPlans plans) => plans with { Training = plans.Training with { MaxLanes = _lanes } };
}
