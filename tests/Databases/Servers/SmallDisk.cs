namespace AlgoTrendy.Tests.Databases.Servers;

/// <summary>A file system that is soon full; only root can make one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("algotrendy-small-");

    public string Path => _folder.FullName;

    public string Name { get; } = "small_" + Guid.NewGuid().ToString("N");

    public static async Task<SmallDisk> Mount(int megabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Tool.IsRoot, "A small disk can be mounted by root on Linux only; A_full_file_loses_nothing covers SQLite.");
        var disk = new SmallDisk();
        await Tool.Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0777", "tmpfs", disk.Path);
        return disk;
    }

    public async ValueTask DisposeAsync()
    {
        await Tool.Run("umount", Path);
        _folder.Delete(recursive: true);
    }
}
