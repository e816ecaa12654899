namespace NetGen.Generator.Diagnostics;

/// <summary>Where the rules' pages are.</summary>
internal static class HelpLink
{
    public const string Base = "https://github.com/netgen-dotnet/netgen/blob/main/docs/diagnostics/";

    public static string To(string id) => Base + id + ".md";
}
