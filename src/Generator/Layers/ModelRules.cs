using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>Rules about files that declare networks.</summary>
internal static class ModelRules
{
    private const string Path = "path";

    /// <summary>Whether the file's layers, if it names one, stand in the declaration; what keeps them from it is reported.</summary>
    public static bool Check(NetworkDeclaration declaration, Findings findings) => declaration switch
    {
        { Attribute: not { IsComplete: true } } => declaration.Model is null || Check(declaration.Model, declaration, findings),
        { Model: null } => CheckWithout(declaration.Attribute!, findings),
        _ => CheckOptions(declaration.Attribute!, findings) && Check(declaration.Model, declaration, findings),
    };

    private static bool Check(ModelDeclaration model, NetworkDeclaration declaration, Findings findings)
    {
        switch (model.State)
        {
            case ModelState.Missing:
                findings.Error(RuleId.NoModelFile, Site.Network(Path), model.Complaints[0].Text);
                return false;
            case ModelState.Unreadable:
                findings.Error(RuleId.UnreadableModel, Site.Network(Path), model.File.Path, model.Complaints[0].Text);
                return false;
            case ModelState.Refused:
                foreach (Complaint obstacle in model.Complaints)
                {
                    Report(obstacle, model.File.Path, declaration, findings);
                }

                return false;
            case ModelState.BesideLayers:
                findings.Error(RuleId.ModelBesideLayers, Site.Network(Path), declaration.Type.Name, model.File.Path);
                return false;
            case ModelState.Unread:
                findings.BlockSilently();
                return false;
            default:
                return true;
        }
    }

    private static void Report(Complaint obstacle, string file, NetworkDeclaration declaration, Findings findings)
    {
        switch (obstacle.Argument)
        {
            case null:
                findings.Error(RuleId.UnsupportedModel, Site.Network(Path), file, obstacle.Text, obstacle.Needed);
                break;
            case ModelOptions.Output:
                findings.Error(RuleId.NoModelOutput, Site.Network(ModelOptions.Output), file, obstacle.Text, obstacle.Needed);
                break;
            case var size:
                double wanted = declaration.Attribute!.Find(size)!.Number;
                findings.Error(RuleId.SizeOfModelIsFixed, Site.Network(size), size, NumberText.Plain(wanted), file, obstacle.Text);
                break;
        }
    }

    private static bool CheckWithout(AttributeDeclaration attribute, Findings findings)
    {
        string[] given = [.. ModelOptions.All.Where(name => attribute.Find(name) is not null)];
        foreach (string name in given)
        {
            findings.Error(RuleId.OptionWithoutModel, Site.Network(name), name);
        }

        return given.Length == 0;
    }

    private static bool CheckOptions(AttributeDeclaration attribute, Findings findings)
    {
        var reader = new AttributeReader(attribute, Site.Network(), findings);
        reader.Positive(ModelOptions.Height, 1);
        reader.Positive(ModelOptions.Width, 1);
        return !reader.Failed;
    }
}
