using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using NetGen.Generator.Declaration;
using NetGen.Generator.Emission.Files;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>From a network to its source files: the only door from the pipeline into planning and emission.</summary>
internal static class NetworkCompiler
{
    /// <summary>The members' signatures with empty bodies, for a network that has errors: one mistake stays one error.</summary>
    public static ImmutableArray<SourceFile> CompileSignatures(TypeDeclaration type) =>
        ImmutableArray.Create(new SourceFile(type.HintName + ".g.cs", ClassEmitter.WriteSignatures(type)));

    /// <summary>The members of a valid network: all that the user's code needs to compile against it.</summary>
    /// <param name="type">The class.</param>
    /// <param name="plans">The network's plans.</param>
    /// <param name="resource">The resource that holds the weights; null where there is none.</param>
    public static ImmutableArray<SourceFile> CompileMembers(TypeDeclaration type, NetworkPlans plans, string? resource)
    {
        string className = ClassName(type.HintName);
        return ImmutableArray.Create(
            new SourceFile(type.HintName + ".g.cs", ClassEmitter.Write(type, plans.Widest, className, resource)),
            new SourceFile(type.HintName + ".Factory.g.cs", FactoryEmitter.Write(type, className)));
    }

    /// <summary>What the members of a valid network do: passes and kernels.</summary>
    public static ImmutableArray<SourceFile> CompileBodies(TypeDeclaration type, NetworkPlans plans)
    {
        plans.Verify();
        string className = ClassName(type.HintName);
        IEnumerable<SourceFile> files = plans.Forms
            .Select(plan => new SourceFile($"{type.HintName}.{plan.Form.Name}.g.cs", KernelsEmitter.Write(plan, className, type.HintName)))
            .Prepend(new SourceFile(type.HintName + ".Passes.g.cs", PassEmitter.Write(type, plans.Forms, className)));
        return (type.LayerOutputs ? files.Concat(CompileLayerOutputs(type.HintName, plans, className)) : files).ToImmutableArray();
    }

    /// <summary>The forward pass that shows every layer's output: files beside the others, which stay as they are.</summary>
    private static IEnumerable<SourceFile> CompileLayerOutputs(string hintName, NetworkPlans plans, string className) => plans.LayerOutputs
        .Select(plan => new SourceFile($"{hintName}.LayerOutputs.{plan.Form.Name}.g.cs", LayerOutputsEmitter.WriteKernels(plan, className, hintName)))
        .Prepend(new SourceFile(hintName + ".LayerOutputs.g.cs", LayerOutputsEmitter.WritePass(className, hintName, plans.VectorForms)));

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
