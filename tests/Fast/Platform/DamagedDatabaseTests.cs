using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Safekeeping;
using AlgoTrendy.Platform.Serving;
using Microsoft.Extensions.Configuration;

namespace AlgoTrendy.Tests.Fast.Platform;

/// <summary>A database file that cannot be read any more: said in a sentence that names it, and replaced by a restore.</summary>
public sealed class DamagedDatabaseTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("algotrendy-damaged-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Of all databases the one with the most tables: their list goes on where the damage is.
    private static Room[] Rooms => [new(House.AllModules.Single(module => module.Name == "trading"), 0)];

    private Home Home => new(_folder.FullName);

    private IConfigurationRoot Settings => AlgoTrendy.Platform.Homes.Settings.Load(Home, new Dictionary<string, string?> { ["Port"] = "0", ["Logging:Level"] = "OFF" });

    private string File => Path.Combine(_folder.FullName, "databases", "trading.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0), InlineData(4096)]
    public async Task A_damaged_file_is_named_by_whoever_opens_it_and_a_restore_sets_it_aside(int from)
    {
        var backup = Home.File("backup");
        await HomeBackup.BackUp(Rooms, Home, Settings, backup, Ct);
        Damage(from);

        var command = await Assert.ThrowsAsync<SetupException>(() => Session.Open(Rooms, Home, Settings, Ct));
        SetupException server;
        await using (var built = Server.Build(Rooms, Home, Settings)) server = await Assert.ThrowsAsync<SetupException>(() => Server.Start(built, Ct));
        var backingUp = await Assert.ThrowsAsync<SetupException>(() => HomeBackup.BackUp(Rooms, Home, Settings, Home.File("another"), Ct));
        var restored = await HomeBackup.Restore(Rooms, Home, Settings, backup, Ct);

        Assert.All([command, server, backingUp], refused =>
        {
            Assert.StartsWith($"{File} is damaged: ", refused.Message, StringComparison.Ordinal);
            Assert.Contains("'algotrendy restore FOLDER' sets it aside", refused.Message, StringComparison.Ordinal);
        });
        var aside = Assert.Single(restored.SetAside);
        Assert.StartsWith($"{File}.damaged-", aside, StringComparison.Ordinal);
        Assert.True(System.IO.File.Exists(aside));
        Assert.Equal(restored.Manifest.Modules.Single().Rows, (await HomeBackup.BackUp(Rooms, Home, Settings, Home.File("afterwards"), Ct)).Modules.Single().Rows);
    }

    [Fact]
    public async Task What_cannot_be_restored_leaves_the_damaged_file_where_it_was()
    {
        var backup = Home.File("backup");
        await HomeBackup.BackUp(Rooms, Home, Settings, backup, Ct);
        var manifest = Path.Combine(backup, "manifest.json");
        var (good, empty) = (Path.Combine(backup, "trading.db"), Path.Combine(backup, "empty.db"));
        await System.IO.File.WriteAllBytesAsync(empty, [], Ct);
        var hash = (string file) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.IO.File.ReadAllBytes(file)));
        await System.IO.File.WriteAllTextAsync(manifest, (await System.IO.File.ReadAllTextAsync(manifest, Ct)).Replace(hash(good), hash(empty), StringComparison.Ordinal).Replace("trading.db", "empty.db", StringComparison.Ordinal), Ct);
        Damage(4096);
        var before = await System.IO.File.ReadAllBytesAsync(File, Ct);

        await Assert.ThrowsAsync<SetupException>(() => HomeBackup.Restore(Rooms, Home, Settings, backup, Ct));

        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File, Ct));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(File)!, "*.damaged-*"));
    }

    private void Damage(int from)
    {
        using var file = System.IO.File.OpenHandle(File, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.Write(file, Enumerable.Repeat((byte)'x', (int)RandomAccess.GetLength(file) - from).ToArray(), from);
    }
}
