using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Tests.Fast.Host;

public sealed class SheetTests
{
    [Fact]
    public void Text_stands_to_the_left_numbers_to_the_right_and_no_line_ends_in_a_space()
    {
        var sheet = new Sheet(Column.Text("Symbol"), Column.Number("Rows"), Column.Text());
        sheet.Add("A", "1", "SIMULATED");
        sheet.Add("LONGER.US", "44,640", "");

        Assert.Equal(["Symbol       Rows", "A               1  SIMULATED", "LONGER.US  44,640"], sheet.Lines());
    }

    [Fact]
    public void Without_titles_there_is_no_header()
    {
        var sheet = new Sheet(Column.Text(), Column.Number());
        sheet.Add("End", "1.00");

        Assert.Equal(["End  1.00"], sheet.Lines());
    }

    [Fact]
    public void A_cell_stays_on_its_line()
    {
        var sheet = new Sheet(Column.Text());
        sheet.Add("two\nlines\u001b[31m");

        Assert.Equal(["two\uFFFDlines\uFFFD[31m"], sheet.Lines());
    }

    [Fact]
    public void A_row_has_a_cell_for_every_column()
    {
        var sheet = new Sheet(Column.Text(), Column.Text());

        Assert.Throws<ArgumentOutOfRangeException>(() => sheet.Add("one"));
    }
}
