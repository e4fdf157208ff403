using System.Text.Json;

namespace AlgoTrendy.Tests.Processes;

/// <summary>The commands for stored data, as a user and a script see them: what they print, where, and how they end.</summary>
public sealed class CliDataTests : IDisposable
{
    private const string Rows = """
        time,open,high,low,close,volume
        2024-01-02,10,11,9,10.5,100
        2024-01-03,10,9,11,10.5,100
        2024-01-04,10,11,9,NaN,100
        2024-01-05,10,11,9,10.5,100
        """;

    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task An_import_keeps_the_good_rows_and_names_file_line_and_reason_of_the_others()
    {
        var file = Write("daily [bold].csv", Rows);

        var ended = await Run("data", "import", file, "--symbol", "AAPL");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Contains("4 rows read: 2 stored, 0 already there, 2 rejected.", ended.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}, line 3: High 9 is below low 11.", ended.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}, line 4: ", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', ended.Output);
    }

    [Theory]
    [InlineData("PLAIN.csv", "time,open,high,low,close,volume\n2024-01-02,10,11,9,10.5,100\n2024-01-03,10,11,9,10.5,100\n", "Say --symbol")]
    [InlineData("AAPL.csv", "date,open,high,low,close,volume\n1/2/2024,10,11,9,10.5,100\n1/3/2024,10,11,9,10.5,100\n", "Say --date-order mdy or --date-order dmy.")]
    [InlineData("empty.csv", "", "The file is empty.")]
    public async Task What_is_ambiguous_is_refused_with_the_choices_and_exit_code_1(string name, string text, string said)
    {
        var ended = await Run("data", "import", Write(name, text));

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(said, ended.Output, StringComparison.Ordinal);
        Assert.Equal("Nothing could be used.", ended.Error.Trim());
    }

    [Fact]
    public async Task With_json_standard_output_is_one_document_and_nothing_else()
    {
        using var import = JsonDocument.Parse((await Run("data", "import", Write("a.csv", Rows), "--symbol", "AAPL", "--json")).Output);
        using var list = JsonDocument.Parse((await Run("data", "list", "--json")).Output);
        using var verify = JsonDocument.Parse((await Run("data", "verify", "--json")).Output);
        using var delete = JsonDocument.Parse((await Run("data", "delete", "AAPL", "--yes", "--json")).Output);
        using var nothing = JsonDocument.Parse((await Run("data", "coverage", "AAPL", "--json")).Output);

        Assert.Equal(2, import.RootElement.GetProperty("rowsStored").GetInt32());
        var series = Assert.Single(list.RootElement.GetProperty("series").EnumerateArray());
        Assert.Equal(("AAPL.US", 2, 2), (series.GetProperty("series").GetProperty("symbol").GetString(), series.GetProperty("rows").GetInt32(), series.GetProperty("rowsRejected").GetInt32()));
        Assert.Empty(verify.RootElement.GetProperty("damaged").EnumerateArray());
        Assert.Single(delete.RootElement.GetProperty("deleted").EnumerateArray());
        Assert.Empty(nothing.RootElement.GetProperty("series").EnumerateArray());
    }

    [Fact]
    public async Task The_commands_do_the_same_on_a_home_that_a_server_has_open()
    {
        await using var server = await PlatformProcess.Serve(_home);
        var file = Write("a.csv", Rows);

        var import = await Run("data", "import", file, "--symbol", "AAPL");
        var list = await Run("data", "list");
        var coverage = await Run("data", "coverage", "AAPL");
        var export = await Run("data", "export", "AAPL", "--interval", "1d", Path.GetRelativePath(Environment.CurrentDirectory, _home.File("out.csv")));

        Assert.All([import, list, coverage, export], ended => Assert.Equal((0, ""), (ended.ExitCode, ended.Error)));
        Assert.Contains("2 stored", import.Output, StringComparison.Ordinal);
        Assert.Matches("AAPL.US +1d bars +2 +2024-01-02 +2024-01-05 +1 +2 +2 rejected", list.Output);
        Assert.Contains("1 gap: 2 bars missing", coverage.Output, StringComparison.Ordinal);
        Assert.Equal(["time,open,high,low,close,volume", "2024-01-02T14:30:00Z,10,11,9,10.5,100", "2024-01-05T14:30:00Z,10,11,9,10.5,100"], await File.ReadAllLinesAsync(_home.File("out.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_flipped_byte_is_named_by_verify_and_no_command_shows_a_stack_trace()
    {
        await Run("data", "import", Write("a.csv", Rows), "--symbol", "AAPL");
        var stored = Assert.Single(Directory.GetFiles(_home.File("history"), "*.columns", SearchOption.AllDirectories));
        Flip(stored, 300);

        var verify = await Run("data", "verify");
        Ended[] others = [await Run("data", "list"), await Run("data", "export", "AAPL", "--interval", "1d", _home.File("out.csv")), await Run("data", "import", _home.File("a.csv"), "--symbol", "AAPL")];

        Assert.Equal(1, verify.ExitCode);
        Assert.Contains(stored + ": ", verify.Output, StringComparison.Ordinal);
        Assert.All(others, ended => Assert.Equal(1, ended.ExitCode));
        Assert.All(others, ended => Assert.Contains(stored, ended.Error, StringComparison.Ordinal));
        Assert.All([verify, .. others], ended => Assert.DoesNotContain("   at ", ended.Output + ended.Error, StringComparison.Ordinal));
        Assert.Equal(0, (await Run("data", "delete", "AAPL", "--yes")).ExitCode);
        Assert.Equal(0, (await Run("data", "verify")).ExitCode);
    }

    [Fact]
    public async Task Nothing_is_deleted_when_nobody_can_be_asked()
    {
        await Run("data", "import", Write("a.csv", Rows), "--symbol", "AAPL");

        var refused = await Run("data", "delete", "AAPL");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--yes", refused.Error, StringComparison.Ordinal);
        Assert.Contains("AAPL.US", (await Run("data", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulated_series_are_marked()
    {
        var export = await Run("data", "export", "BTCUSDT.SIM", "--interval", "1d", "--from", "2024-01-01", "--to", "2024-02-01", _home.File("out.csv"));

        Assert.Equal(0, export.ExitCode);
        Assert.Matches("BTCUSDT.SIM +1d bars +31 +2024-01-01 +2024-01-31 +0 +0 +SIMULATED", (await Run("data", "list")).Output);
        Assert.Contains("SIMULATED", (await Run("data", "coverage", "BTCUSDT.SIM")).Output, StringComparison.Ordinal);
        Assert.Contains("SIMULATED", (await Run("instruments", "BTCUSDT.SIM")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data", 2, "needs one of import, list")]
    [InlineData("data import", 2, "needs PATH")]
    [InlineData("data import x.csv --symbl X", 2, "Did you mean --symbol?")]
    [InlineData("data import x.csv --asset-class stok", 2, "it is one of stock, crypto")]
    [InlineData("data import x.csv --time-zone Mars", 2, "'Mars' is no time zone")]
    [InlineData("data import x.csv --date-order ymd", 2, "it is one of mdy, dmy")]
    [InlineData("data export AAPL x.csv", 2, "--interval")]
    [InlineData("data export AAPL x.csv --kind trades --interval 1m", 2, "no --interval")]
    [InlineData("data export AAPL x.csv --interval 1d --from 2024-01-02 --to 2024-01-01", 2, "--to must be after --from")]
    [InlineData("data export APPL x.csv --interval 1d", 1, "AAPL.US")]
    [InlineData("data coverage AAPL", 1, "Nothing is stored yet")]
    [InlineData("data list --symbol AAPL", 1, "Nothing is stored yet")]
    [InlineData("data lst", 2, "Did you mean list?")]
    [InlineData("instruments BTCUST", 1, "BTCUSDT.BINANCE")]
    [InlineData("instruments --venue NOWHERE", 1, "No instrument is like that.")]
    public async Task What_makes_no_sense_is_said_in_a_sentence(string typed, int exit, string said)
    {
        var ended = await Run(typed.Split(' '));

        Assert.Equal((exit, ""), (ended.ExitCode, ended.Output));
        Assert.Contains(said, ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instruments_are_found_by_any_usual_name()
    {
        var found = await Run("instruments", "BTC/USDT");
        using var page = JsonDocument.Parse((await Run("instruments", "btcusdt", "--venue", "binance", "--json")).Output);

        Assert.Contains("BTCUSDT.BINANCE", found.Output, StringComparison.Ordinal);
        Assert.Equal("BTCUSDT.BINANCE", Assert.Single(page.RootElement.GetProperty("items").EnumerateArray()).GetProperty("symbol").GetString());
    }

    private Task<Ended> Run(params string[] arguments) => PlatformProcess.Run([.. arguments, "--home", _home.Path]);

    private string Write(string name, string text)
    {
        var file = _home.File(name);
        File.WriteAllText(file, text);
        return file;
    }

    private static void Flip(string file, int at)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 0xFF;
        File.WriteAllBytes(file, bytes);
    }
}
