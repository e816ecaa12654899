using System;
using System.IO;

namespace NetGen.Packaging;

/// <summary>Writes into a package what it holds and what it needs, as SPDX 2.2, where Microsoft's tools look for it.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [string package, string assets])
        {
            Console.Error.WriteLine("Usage: NetGen.Packaging PACKAGE.nupkg project.assets.json");
            return 2;
        }

        // The package is complete or as it was.
        string temporary = package + ".tmp";
        File.Copy(package, temporary, overwrite: true);
        using (var nupkg = new Nupkg(temporary))
        {
            nupkg.WriteManifest(new SpdxManifest(nupkg, new RestoredPackages(assets)).Write());
        }

        File.Move(temporary, package, overwrite: true);
        return 0;
    }
}
