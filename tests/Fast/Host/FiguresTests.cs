using AlgoTrendy.Host.Display;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Host;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0 rows"), InlineData(1, "1 row"), InlineData(44_640, "44,640 rows"), InlineData(-1_234, "-1,234 rows")]
    public void Counts_have_thousands_and_the_right_number_of_the_word(long count, string text) => Assert.Equal(text, Figures.Count(count, "row"));

    [Theory]
    [InlineData(0, "0 B"), InlineData(999, "999 B"), InlineData(1_000, "1.0 KB"), InlineData(999_949, "999.9 KB"), InlineData(999_950, "1.0 MB"), InlineData(8_400_000, "8.4 MB"), InlineData(long.MaxValue, "9223372.0 TB")]
    public void Sizes_never_have_four_digits_before_the_point_but_in_the_largest_unit(long bytes, string text) => Assert.Equal(text, Figures.Bytes(bytes));

    [Theory]
    [InlineData(0, "0 %"), InlineData(0.999, "99 %"), InlineData(1, "100 %"), InlineData(7, "100 %"), InlineData(-1, "0 %")]
    public void A_hundred_per_cent_is_said_when_all_is_done(double share, string text) => Assert.Equal(text, Figures.Share(share));

    [Theory]
    [InlineData(-5, "0 s"), InlineData(8, "8 s"), InlineData(200, "3 min 20 s"), InlineData(3_900, "1 h 05 min"), InlineData(273_600, "3 d 04 h"), InlineData(100_000_000, "1,157 d")]
    public void Spans_are_said_in_their_two_largest_units(long seconds, string text) => Assert.Equal(text, Figures.Span(Duration.FromSeconds(seconds)));

    [Fact]
    public void Moments_have_seconds_only_where_there_are_some()
    {
        var minute = Instant.FromUtc(2024, 12, 1, 9, 30);

        Assert.Equal("2024-12-01 09:30", Figures.Moment(minute));
        Assert.Equal("2024-12-01 09:30:05", Figures.Moment(minute + Duration.FromSeconds(5)));
        Assert.Equal("2024-12-01 09:30:00.25", Figures.Moment(minute + Duration.FromMilliseconds(250)));
    }

    [Theory]
    [InlineData("plain", "plain"), InlineData("[red]b[/]", "[red]b[/]"), InlineData("\u001b[2Jgone", "\uFFFD[2Jgone"), InlineData("two\r\nlines", "two\uFFFD\uFFFDlines"), InlineData("turned\u202Etxt", "turned\uFFFDtxt")]
    public void Text_from_files_stays_on_its_line_and_commands_no_terminal(string text, string shown) => Assert.Equal(shown, Figures.OneLine(text));

    [Fact]
    public void Exact_numbers_lose_no_digit_and_show_no_idle_zero()
    {
        Assert.Equal("0.00000001", Figures.Exact(0.00000001m));
        Assert.Equal("1,000", Figures.Exact(1000.000m));
        Assert.Equal("0.015625", Figures.Exact(0.015625m));
    }
}
