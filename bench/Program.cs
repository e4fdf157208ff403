using AlgoTrendy.Bench;

// bench NAME [FOLDER]: prints the figures of one part, each beside a bare baseline of the same run.
if (args is ["Store", .. var rest])
{
    StoreBench.Run(rest.FirstOrDefault() ?? Path.GetTempPath());
    return 0;
}

Console.Error.WriteLine("Usage: bench Store [FOLDER]");
return 2;
