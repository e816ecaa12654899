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
        { Attribute: not { IsComplete: true } } => declaration.Model is null || Check(declaration.Model, declaration.Type.Name, findings),
        { Model: null } => CheckWithout(declaration.Attribute!, findings),
        _ => CheckOptions(declaration.Attribute!, findings)
            && Check(declaration.Model, declaration.Type.Name, findings)
            && CheckSizes(declaration.Attribute!, declaration.Model, findings),
    };

    private static bool Check(ModelDeclaration model, string className, Findings findings)
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
                    string rule = obstacle.Argument is null ? RuleId.UnsupportedModel : RuleId.NoModelOutput;
                    findings.Error(rule, Site.Network(obstacle.Argument ?? Path), model.File.Path, obstacle.Text, obstacle.Needed);
                }

                return false;
            case ModelState.BesideLayers:
                findings.Error(RuleId.ModelBesideLayers, Site.Network(Path), className, model.File.Path);
                return false;
            case ModelState.Unread:
                findings.BlockSilently();
                return false;
            default:
                return true;
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

    /// <summary>A size that a file says cannot be said otherwise.</summary>
    private static bool CheckSizes(AttributeDeclaration attribute, ModelDeclaration model, Findings findings)
    {
        return Check(ModelOptions.Height, "height") & Check(ModelOptions.Width, "width");

        bool Check(string option, string dimension)
        {
            double? size = attribute.Find(dimension)?.Number;
            if (attribute.Find(option) is not { Number: var wanted } || wanted == size)
            {
                return true;
            }

            string takes = size is { } given ? $"images with a {dimension} of {NumberText.Plain(given)}" : "no images";
            findings.Error(RuleId.SizeOfModelIsFixed, Site.Network(option), option, NumberText.Plain(wanted), model.File.Path, takes);
            return false;
        }
    }
}
