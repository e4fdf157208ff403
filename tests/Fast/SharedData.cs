namespace AlgoTrendy.Tests.Fast;

/// <summary>Finds the real data beside the project; a test that needs it is skipped where it is absent.</summary>
internal static class SharedData
{
    public static string Path(string relative)
    {
        var path = System.IO.Path.Combine(Folder() ?? Skip(), relative);
        if (!File.Exists(path) && !Directory.Exists(path)) Assert.Skip($"shared/data/{relative} is not there.");
        return path;
    }

    private static string? Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (System.IO.Path.Combine(folder.FullName, "shared", "data") is var data && Directory.Exists(data)) return data;

        return null;
    }

    private static string Skip()
    {
        Assert.Skip("shared/data is not beside the project.");
        return "";
    }
}
