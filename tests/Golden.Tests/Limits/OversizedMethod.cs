using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Golden.Tests.Limits;

/// <summary>A method that passes the compiler's limits for certain: what looks for such methods has to find it.</summary>
internal static class OversizedMethod
{
    public const string TypeName = "Control";

    public const string Name = TypeName + ":Oversized";

    public const int Locals = 2_500;

    private static readonly Lazy<byte[]> Compiled = new(Compile);

    public static byte[] Image => Compiled.Value;

    public static void Run(byte[] image) =>
        Assembly.Load(image).GetType(TypeName, throwOnError: true)!.GetMethod("Oversized")!.Invoke(null, [1]);

    private static byte[] Compile()
    {
        var text = new StringBuilder($"public static class {TypeName}\n{{\n    public static int Oversized(int x)\n    {{\n");
        foreach (int i in Enumerable.Range(0, Locals))
        {
            text.Append(FormattableString.Invariant($"        int local{i} = x;\n        if (x > {i}) {{ local{i} += {i}; x = local{i} - x; }}\n"));
        }

        IEnumerable<string> locals = Enumerable.Range(0, Locals).Select(i => FormattableString.Invariant($"        x += local{i};\n"));
        text.AppendJoin("", locals).Append("        return x;\n    }\n}\n");
        var compilation = CSharpCompilation.Create(
            "Control",
            [CSharpSyntaxTree.ParseText(text.ToString())],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        return result.Success ? image.ToArray() : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
