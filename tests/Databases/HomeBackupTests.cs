using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Safekeeping;
using AlgoTrendy.Platform.Serving;
using AlgoTrendy.Platform.Telling;
using AlgoTrendy.Tests.Databases.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AlgoTrendy.Tests.Databases;

/// <summary>Backup, restore and copy of a home, as the commands do them: with a server on it and without.</summary>
public class HomeBackupTests(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_server_that_writes_is_backed_up_and_restored_and_begins_anew_where_it_was(string kind)
    {
        await using var place = new Place(kind, server);
        await using var running = await Running.Start(place);
        await running.Until(written: 50);

        var backup = place.Home.File("backup");
        var manifest = await HomeBackup.BackUp(running.House, place.Home, running.Settings, backup, Ct);
        var backedUp = (int)manifest.Modules.Single().Rows["orders"];
        await running.Until(written: backedUp + 50);
        var (address, lost) = (running.Address, running.Desk.Last);
        await HomeBackup.Restore(running.House, place.Home, running.Settings, backup, Ct);
        await running.UntilStartedAgain();
        await running.Until(written: backedUp + 20);
        await running.Stop();

        var (orders, torn, generation) = await (await place.Open()).Read(reading => (
            reading.Query<long>("select number from orders order by number"), reading.Get<long>("select count(*) from orders where (select count(*) from fills where order_id = id) <> @Parts", new { Victim.Parts }), reading.Generation), Ct);
        Assert.InRange(backedUp, 50, lost);
        Assert.Equal((0, 2), (torn, running.Starts));
        Assert.NotEqual(0, generation);
        Assert.Equal(address, running.Address);
        // What was there at the backup, and then what the second start wrote: it began from the restored state, not from memory.
        Assert.Equal(Enumerable.Range(1, orders.Count).Select(number => (long)number), orders);
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_backup_is_restored_into_an_empty_home(string kind)
    {
        await using var lost = new Place(kind, server);
        await using var empty = new Place("sqlite", server);
        var database = await lost.Open();
        await Fill(database, 1, 30);
        var (house, backup) = (HouseOf(lost), lost.Home.File("backup"));
        await HomeBackup.BackUp(house, lost.Home, SettingsOf(lost), backup, Ct);

        await HomeBackup.Restore(house, empty.Home, SettingsOf(empty), backup, Ct);

        await using var found = await Database.Open(lost.Module, empty.Home, null, Durability.Normal, typeof(Place).Assembly, NodaTime.SystemClock.Instance);
        Assert.Equal(await Content(database), await Content(found));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(backup) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute), "Others can read the backup.");
    }

    [Fact]
    public async Task From_files_to_a_server_and_back_is_the_same()
    {
        await using var place = new Place("sqlite", server);
        var house = HouseOf(place);
        string before;
        await using (var database = await place.Open())
        {
            await Fill(database, 1, 200);
            before = await Content(database);
        }

        var there = await HomeCopy.Copy(house, place.Home, SettingsOf(place), server.ConnectionString, replace: false, Ct);
        var again = await Assert.ThrowsAsync<SetupException>(() => HomeCopy.Copy(house, place.Home, SettingsOf(place), server.ConnectionString, replace: false, Ct));
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(place.File)!)) File.Delete(file);
        var back = await HomeCopy.Copy(house, place.Home, Settings(server.ConnectionString), null, replace: false, Ct);
        var occupied = await Assert.ThrowsAsync<SetupException>(() => HomeCopy.Copy(house, place.Home, Settings(server.ConnectionString), null, replace: false, Ct));
        await HomeCopy.Copy(house, place.Home, Settings(server.ConnectionString), null, replace: true, Ct);

        Assert.Equal((200, 200), (there.Single().Rows["orders"], back.Single().Rows["orders"]));
        Assert.Equal(before, await Content(await place.Open()));
        Assert.Equal($"There is a database of {place.Module} in that PostgreSQL database already. Nothing was copied; --replace puts the copy in its place.", again.Message);
        Assert.Equal($"There is a database of {place.Module} in {place.File} already. Nothing was copied; --replace puts the copy in its place.", occupied.Message);
    }

    [Fact]
    public async Task A_copy_of_what_a_server_goes_on_writing_is_refused()
    {
        await using var place = new Place("sqlite", server);
        await using var running = await Running.Start(place);

        var refused = await Assert.ThrowsAsync<SetupException>(() => HomeCopy.Copy(running.House, place.Home, running.Settings, server.ConnectionString, replace: false, Ct));

        Assert.Contains($"serves {place.Module} at {running.Address}. Stop it first", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_goes_on_when_the_command_that_it_stepped_aside_for_ends_without_a_word()
    {
        await using var place = new Place("sqlite", server);
        await using var running = await Running.Start(place);

        (await HomeHold.Take(running.House, place.Home, running.Settings, ServerMay.StepAside, "a test", Ct)).Dispose();
        await running.UntilStartedAgain();

        await running.Until(written: running.Desk.Last + 1);
    }

    [Fact]
    public async Task What_cannot_be_restored_changes_nothing_and_is_told_in_a_sentence()
    {
        await using var place = new Place("sqlite", server);
        await using var stranger = new Place("sqlite", server);
        var house = HouseOf(place);
        await using (var database = await place.Open()) await Fill(database, 1, 10);
        var (good, torn, newer, noise) = (place.Home.File("good"), place.Home.File("torn"), place.Home.File("newer"), place.Home.File("noise"));
        foreach (var folder in new[] { good, torn, newer, noise }) await HomeBackup.BackUp(house, place.Home, SettingsOf(place), folder, Ct);
        await Flip(Path.Combine(torn, place.Module + ".db"));
        await File.WriteAllTextAsync(Path.Combine(newer, "manifest.json"), (await File.ReadAllTextAsync(Path.Combine(newer, "manifest.json"), Ct)).Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal), Ct);
        await File.WriteAllTextAsync(Path.Combine(noise, "manifest.json"), "{\"format\": 1,", Ct);
        var empty = place.Home.Folder("empty");

        Assert.Equal($"There is no folder {place.Home.File("nowhere")}. A backup is the folder that 'algotrendy backup' made.", await Refusal(place.Home.File("nowhere")));
        Assert.Equal($"{empty} is no backup: there is no manifest.json in it. A backup is the folder that 'algotrendy backup' made.", await Refusal(empty));
        Assert.Equal($"{Path.Combine(torn, place.Module + ".db")} is damaged: it is not what was written. Use another backup; nothing was changed.", await Refusal(torn));
        Assert.Contains("in a form that this one", await Refusal(newer), StringComparison.Ordinal);
        Assert.StartsWith($"{Path.Combine(noise, "manifest.json")} is damaged: ", await Refusal(noise), StringComparison.Ordinal);
        Assert.Contains($"has a backup of {place.Module}, which this version", (await Assert.ThrowsAsync<SetupException>(() => HomeBackup.Restore(HouseOf(stranger), stranger.Home, SettingsOf(stranger), good, Ct))).Message, StringComparison.Ordinal);
        Assert.Equal($"{good} is there already. A backup never replaces another: choose another name, or delete it first.", (await Assert.ThrowsAsync<SetupException>(() => HomeBackup.BackUp(house, place.Home, SettingsOf(place), good, Ct))).Message);
        Assert.Equal(0, await (await place.Open()).Read(reading => reading.Generation, Ct));

        async Task<string> Refusal(string folder) => (await Assert.ThrowsAsync<SetupException>(() => HomeBackup.Restore(house, place.Home, SettingsOf(place), folder, Ct))).Message;
    }

    [Fact]
    public async Task A_backup_that_finds_no_room_leaves_nothing_behind()
    {
        await using var disk = await SmallDisk.Mount(megabytes: 1);
        await using var place = new Place("sqlite", server);
        await using (var database = await place.Open()) await Fill(database, 1, 10_000);

        var fault = await Assert.ThrowsAsync<DatabaseException>(() => HomeBackup.BackUp(HouseOf(place), place.Home, SettingsOf(place), Path.Combine(disk.Path, "backup"), Ct));

        Assert.Equal(DatabaseFault.Full, fault.Fault);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(disk.Path), entry => Path.GetFileName(entry).StartsWith("backup", StringComparison.Ordinal));
    }

    private static Room[] HouseOf(Place place) => [new(new DeskModule(place.Module), 0)];

    private static IConfiguration SettingsOf(Place place) => Settings(place.Postgres);

    private static IConfiguration Settings(string? postgres) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Port"] = "0", ["Logging:Level"] = "OFF", [DatabaseServices.PostgresSetting] = postgres }).Build();

    private static Task Fill(Database database, long from, long to) => database.Write(writing =>
    {
        for (var number = from; number <= to; number++) Victim.Order(writing, number);
        writing.TellAll("account", [.. Enumerable.Range(0, 5).Select(number => new Filled($"{number}", new(1)))]);
    }, Ct);

    private static Task<string> Content(Database database) => database.Read(reading => string.Join('\n', [
        .. reading.Query<string>("select id || ' ' || number from orders order by number"),
        .. reading.Query<string>("select order_id || ' ' || part from fills order by order_id, part"),
        .. reading.Query<string>("select id || payload from outbox order by position")]), Ct);

    private static async Task Flip(string file)
    {
        var bytes = await File.ReadAllBytesAsync(file, Ct);
        bytes[^100] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Ct);
    }

    /// <summary>A server whose module writes orders as fast as it can: the next number is in its memory, taken from the database at the start.</summary>
    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private Task _serving = Task.CompletedTask;

        public required BusyDesk Desk { get; init; }

        public required IConfiguration Settings { get; init; }

        public Room[] House => [new(Desk, 0)];

        public int Starts { get; private set; }

        public Uri? Address { get; private set; }

        public static async Task<Running> Start(Place place)
        {
            var running = new Running { Desk = new(place.Module), Settings = SettingsOf(place) };
            running._serving = Task.Run(() => Server.Run(running.House, place.Home, running.Settings, (_, addresses) => (running.Address, running.Starts) = (addresses[0], running.Starts + 1), running._stop.Token), Ct);
            while (running.Starts == 0) await running.Look();
            return running;
        }

        public async Task Until(long written)
        {
            while (Desk.Last < written) await Look();
        }

        public async Task UntilStartedAgain()
        {
            while (Starts < 2) await Look();
        }

        public async Task Stop()
        {
            await _stop.CancelAsync();
            await _serving;
        }

        public async ValueTask DisposeAsync()
        {
            await Stop();
            _stop.Dispose();
        }

        private async Task Look()
        {
            if (_serving.IsCompleted) await _serving;
            await Task.Delay(5, Ct);
        }
    }

    private sealed class BusyDesk(string name) : DeskModule(name)
    {
        private long _last;

        /// <summary>The last that was kept.</summary>
        public long Last => Volatile.Read(ref _last);

        public override void AddServices(IHostApplicationBuilder host)
        {
            _last = 0; // what this desk remembers ends with the server
            base.AddServices(host);
            host.Services.AddHostedService(provider => new Work(this, provider.GetRequiredKeyedService<Database>(Name)));
        }

        private sealed class Work(BusyDesk desk, Database database) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                var last = await database.Read(reading => reading.Get<long>("select coalesce(max(number), 0) from orders"), stoppingToken);
                while (!stoppingToken.IsCancellationRequested)
                {
                    var number = ++last;
                    await database.Write(writing =>
                    {
                        Victim.Order(writing, number);
                        writing.Tell("account", new Filled($"{number}", new(1)));
                    }, CancellationToken.None);
                    Volatile.Write(ref desk._last, number);
                    await Task.Delay(1, CancellationToken.None);
                }
            }
        }
    }
}
