"""What the application answers, one module per noun."""

from litestar import Router
from litestar.handlers import HTTPRouteHandler

from .account import account, change_password, end_key, end_sessions, make_key
from .accounts import accounts, audited, change_role, close, invite, reopen, reset, withdraw
from .add import add, added, hand_in
from .api import api
from .assigning import hand, share, shares
from .board import board, pledges
from .calendar import calendar
from .deciding import deciding
from .digest import calendar_feed, feeds, looked, reminders, save, unsave
from .entry import entry
from .facts import edit, keep_edit, keep_new, new
from .home import home
from .joining import join, keep_join, keep_part, part
from .joining_names import bearers, join_organizations, join_people, names, part_names, part_organizations, part_people
from .network import network, network_graph, network_on_earth
from .organizations import organization, organizations
from .page import page
from .pages import page_files, pages
from .pair import pair
from .people import people, person
from .places import place, places, places_on_earth
from .programmes import programme, programmes
from .records import record_files, records
from .review import review, review_answer, review_name, review_undo, review_who, sitting
from .search import find, search
from .sheet_api import sheet_api
from .sheet_rows import one_row, say_row, undo_row
from .sheets import bring, brought, columns, confirm, drop, file, found
from .signing import accept, invited, invited_again, keep_sign_in, sign_in, sign_in_again, sign_out
from .static import icon, static

ROUTES: tuple[HTTPRouteHandler | Router, ...] = (
    home,
    search,
    find,
    *records,
    *record_files,
    entry,
    pages,
    *page_files,
    page,
    places,
    places_on_earth,
    place,
    pair,
    people,
    person,
    organizations,
    organization,
    programmes,
    programme,
    network,
    network_graph,
    network_on_earth,
    calendar,
    board,
    pledges,
    review,
    review_who,
    review_name,
    review_answer,
    review_undo,
    shares,
    share,
    hand,
    sitting,
    edit,
    keep_edit,
    new,
    keep_new,
    join,
    keep_join,
    part,
    keep_part,
    bearers,
    join_people,
    part_people,
    names,
    join_organizations,
    part_organizations,
    part_names,
    add,
    hand_in,
    added,
    bring,
    brought,
    columns,
    confirm,
    found,
    file,
    drop,
    one_row,
    say_row,
    undo_row,
    sign_in,
    sign_in_again,  # before the other of its path: Litestar 2.25 wraps the earlier of two that run in threads twice
    keep_sign_in,
    sign_out,
    invited,
    invited_again,
    accept,
    account,
    change_password,
    end_sessions,
    make_key,
    end_key,
    accounts,
    invite,
    reset,
    withdraw,
    change_role,
    close,
    reopen,
    audited,
    api,
    deciding,
    sheet_api,
    reminders,
    save,
    looked,
    unsave,
    calendar_feed,
    *feeds,
    static,
    icon,
)
