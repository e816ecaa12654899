using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>From a valid network to its source files: the only door from the pipeline into planning and emission.</summary>
internal static class NetworkCompiler
{
    /// <summary>The members' signatures with empty bodies, for a network that has errors: one mistake stays one error.</summary>
    public static EquatableArray<SourceFile> CompileSignatures(TypeDeclaration type) =>
        ImmutableArray.Create(new SourceFile(type.HintName + ".g.cs", ClassEmitter.WriteSignatures(type)));

    /// <summary>All files of a valid network.</summary>
    public static EquatableArray<SourceFile> Compile(TypeDeclaration type, Network network)
    {
        ExecutionPlan[] plans = Array.ConvertAll(VectorForm.All, form => Planner.Plan(network, form));
        string className = ClassName(type.HintName);
        string displayName = type.HintName;
        IEnumerable<SourceFile> files = plans
            .Select(plan => new SourceFile($"{type.HintName}.{plan.Form.Name}.g.cs", KernelsEmitter.Write(plan, className, displayName)))
            .Prepend(new SourceFile(type.HintName + ".Passes.g.cs", PassEmitter.Write(plans, className, displayName)))
            .Prepend(new SourceFile(type.HintName + ".g.cs", ClassEmitter.Write(type, plans[0], className)));
        return (type.LayerOutputs ? files.Concat(CompileLayerOutputs(type.HintName, network, className)) : files).ToImmutableArray();
    }

    /// <summary>The forward pass that shows every layer's output: files beside the others, which stay as they are.</summary>
    private static IEnumerable<SourceFile> CompileLayerOutputs(string hintName, Network network, string className)
    {
        ExecutionPlan[] plans = Array.ConvertAll(VectorForm.All, form => Planner.Plan(network, form, fuses: false));
        return plans
            .Select(plan => new SourceFile($"{hintName}.LayerOutputs.{plan.Form.Name}.g.cs", LayerOutputsEmitter.WriteKernels(plan, className, hintName)))
            .Prepend(new SourceFile(hintName + ".LayerOutputs.g.cs", LayerOutputsEmitter.WritePass(className, hintName)));
    }

    /// <summary>
    /// A metadata name as one identifier, different for different names: "_" doubles, so that the single ones are dots.
    /// </summary>
    private static string ClassName(string metadataName)
    {
        var text = new StringBuilder();
        foreach (char c in metadataName)
        {
            text.Append(c switch
            {
                '_' => "__",
                '.' => "_",
                '+' => "_0_",
                _ when char.IsLetterOrDigit(c) => c.ToString(),
                _ => "_" + ((int)c).ToString(System.Globalization.CultureInfo.InvariantCulture) + "_",
            });
        }

        return text.ToString();
    }
}
