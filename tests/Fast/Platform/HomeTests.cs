using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Asking;
using AlgoTrendy.Platform.Homes;
using AlgoTrendy.Platform.Serving;

namespace AlgoTrendy.Tests.Fast.Platform;

/// <summary>The home folder: whose it is at the moment, and the settings that lie in it.</summary>
public sealed class HomeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("algotrendy-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Home Home => new(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_module_of_a_home_is_one_holders_at_a_time()
    {
        using var first = ModuleLock.TryTake(Home, "desk");
        using var second = ModuleLock.TryTake(Home, "desk");
        using var other = ModuleLock.TryTake(Home, "clerk");

        first!.Announce(new Uri("http://127.0.0.1:1234"));

        Assert.Null(second);
        Assert.NotNull(other);
        Assert.Equal(new Holder(Environment.ProcessId, "http://127.0.0.1:1234/"), ModuleLock.FindHolder(Home, "desk"));
    }

    [Fact]
    public void A_lock_that_is_let_go_can_be_taken_again()
    {
        ModuleLock.TryTake(Home, "desk")!.Dispose();

        using var again = ModuleLock.TryTake(Home, "desk");

        Assert.NotNull(again);
    }

    [Fact]
    public async Task A_home_that_cannot_be_written_to_is_not_taken_for_one_in_use()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("What keeps a file from being written without rights and without a lock is Linux's.");
        // A program that runs cannot be written to, not even by root, and nobody has locked it.
        var file = Path.Combine(Home.Folder("run"), "desk.lock");
        File.Copy("/bin/sleep", file);
        using var running = System.Diagnostics.Process.Start(file, "60");
        try
        {
            var refused = Assert.Throws<SetupException>(() => ModuleLock.TryTake(Home, "desk"));

            Assert.StartsWith($"The home folder {Home.Path} cannot be written to: ", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            running.Kill();
            await running.WaitForExitAsync(Ct);
        }
    }

    [Fact]
    public async Task A_command_works_here_when_nobody_has_the_home_open()
    {
        await using var session = await Session.Open([new(new DeskModule(), 0)], Home, Settings.Load(Home, new Dictionary<string, string?>()), Ct);

        var receipt = await session.Get<IDesk>().Submit(new(new Quantity(1), new Price(2)), Ct);

        Assert.IsNotAssignableFrom<RemoteProxy>(session.Get<IDesk>());
        Assert.Equal("local", receipt.Caller);
    }

    [Fact]
    public async Task A_command_goes_through_the_server_that_has_the_home_open()
    {
        await using var house = await House.Open("together", [new DeskModule()]);

        await using var session = await Session.Open([new(new DeskModule(), 0)], house.Home, Settings.Load(house.Home, new Dictionary<string, string?>()), Ct);
        var receipt = await session.Get<IDesk>().Submit(new(new Quantity(1), new Price(2)), Ct);

        Assert.IsAssignableFrom<RemoteProxy>(session.Get<IDesk>());
        Assert.Equal("local", receipt.Caller);
    }

    [Fact]
    public async Task A_second_server_on_one_home_is_told_where_the_first_is()
    {
        await using var house = await House.Open("together", [new DeskModule()]);

        var refused = Assert.Throws<SetupException>(() => Server.Build([new(new DeskModule(), 0)], house.Home, Settings.Load(house.Home, new Dictionary<string, string?> { ["Port"] = "0" })));

        Assert.Matches($"The home folder .* is in use: process {Environment.ProcessId} serves desk at http://127.0.0.1:[0-9]+/", refused.Message);
    }

    [Fact]
    public void The_command_line_is_stronger_than_the_environment_and_that_than_the_file()
    {
        File.WriteAllText(Home.File(Settings.FileName), "Test:\n  First: file\n  Second: file\n  Third: file\n  List: [a, b]\n");
        Environment.SetEnvironmentVariable("ALGOTRENDY__Test__First", "environment");
        Environment.SetEnvironmentVariable("ALGOTRENDY__Test__Second", "environment");

        var settings = Settings.Load(Home, new Dictionary<string, string?> { ["Test:First"] = "option", ["Test:Third"] = null });

        Assert.Equal(("option", "environment", "file", "b"), (settings["Test:First"], settings["Test:Second"], settings["Test:Third"], settings["Test:List:1"]));
    }

    [Theory]
    [InlineData("a: [1", ", line 2:")]
    [InlineData("a: [1\nb: 2", ", line ")]
    [InlineData("a: 1\na: 2", ", line 2:")]
    [InlineData("a: 1\nA: 2", ", line 2:")]
    [InlineData("just words", "key: value")]
    [InlineData("[1]: 2", "A key must be a name")]
    public void A_settings_file_that_cannot_be_read_is_named_with_its_line(string yaml, string expected)
    {
        File.WriteAllText(Home.File(Settings.FileName), yaml);

        var refused = Assert.Throws<SetupException>(() => Settings.Load(Home, new Dictionary<string, string?>()));

        Assert.Contains(Settings.FileName, refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Urls", "http://0.0.0.0:9000", "other machines")]
    [InlineData("Urls", "http://192.168.1.5:9000", "other machines")]
    [InlineData("Urls", "http://example.com", "other machines")]
    [InlineData("Urls", "http://*:80", "no address")]
    [InlineData("Urls", "https://localhost:9000", "no address")]
    [InlineData("Port", "70000", "no port")]
    [InlineData("Port", "-1", "no port")]
    [InlineData("Urls", "http://127.0.0.1:9000", "say one of them", "Port", "9000")]
    [InlineData("Modules", "dsk", "Did you mean desk?")]
    [InlineData("Modules", ",", "No module is named")]
    public void A_server_that_cannot_be_as_asked_says_why(string key, string value, string expected, string other = "Logging:Level", string otherValue = "OFF")
    {
        var refused = Assert.ThrowsAny<SetupException>(() => Server.Build([new(new DeskModule(), 0)], Home, Settings.Load(Home, new Dictionary<string, string?> { [key] = value, [other] = otherValue })));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ema-crss", "ema-cross")]
    [InlineData("emacross", "ema-cross")]
    [InlineData("buy", "buy-and-hold")]
    [InlineData("sam-cross", "sma-cross")]
    [InlineData("zzz", null)]
    public void A_mistyped_name_finds_the_nearest(string typed, string? expected) =>
        Assert.Equal(expected, NearestName.Of(typed, ["ema-cross", "sma-cross", "macd-trend", "buy-and-hold"]) is [var nearest, ..] ? nearest : null);
}
