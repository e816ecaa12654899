using Models;
using NetGen;

string folder = Directory.CreateTempSubdirectory().FullName;
try
{
    ImageFolder.Load(folder);
    return 2;
}
catch (InvalidDataException)
{
    return Lines.Judge(Lines.Train());
}
finally
{
    Directory.Delete(folder);
}
