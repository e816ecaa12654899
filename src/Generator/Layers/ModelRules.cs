using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>Rules about files that declare networks.</summary>
internal static class ModelRules
{
    /// <summary>Whether the file's layers stand in the declaration; what keeps them from it is reported.</summary>
    public static bool Check(ModelDeclaration model, string className, Findings findings)
    {
        switch (model.State)
        {
            case ModelState.Missing:
                findings.Error(RuleId.NoModelFile, Site.Network("path"), model.Complaints[0].Text);
                return false;
            case ModelState.Unreadable:
                findings.Error(RuleId.UnreadableModel, Site.Network("path"), model.File.Path, model.Complaints[0].Text);
                return false;
            case ModelState.Refused:
                foreach (Complaint obstacle in model.Complaints)
                {
                    findings.Error(RuleId.UnsupportedModel, Site.Network("path"), model.File.Path, obstacle.Text, obstacle.Needed);
                }

                return false;
            case ModelState.BesideLayers:
                findings.Error(RuleId.ModelBesideLayers, Site.Network("path"), className, model.File.Path);
                return false;
            case ModelState.Unread:
                findings.BlockSilently();
                return false;
            default:
                return true;
        }
    }
}
