using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("browser")]

// Nothing runs by itself: the page's worker calls Classroom.
return;
