namespace AlgoTrendy.Tests.Fast;

/// <summary>Real data beside the repository (a sibling folder shared/data of it or of one of its parents); it is never copied into it.</summary>
internal static class SharedData
{
    /// <summary>The full path of a file or folder under shared/data; where that is absent, the test is skipped with a message.</summary>
    public static string Path(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared", "data", relative);
            if (File.Exists(candidate) || Directory.Exists(candidate)) return candidate;
        }

        Assert.Skip($"shared/data/{relative} is not there: put the folder shared beside the repository.");
        return "";
    }
}
