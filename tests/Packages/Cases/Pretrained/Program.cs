using Models;
using NetGen;

// With a path it makes the weights that take half the room.
if (args is [string path])
{
    LineCnn.Pretrained().Save(path, WeightPrecision.Float16);
    return 0;
}

return Lines.Judge(LineCnn.Pretrained());
